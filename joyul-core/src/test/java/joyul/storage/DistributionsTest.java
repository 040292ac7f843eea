package joyul.storage;

import static joyul.storage.Fixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import joyul.space.ChoiceDomain;
import joyul.space.Domain;
import joyul.space.FloatDomain;
import joyul.space.IntDomain;
import joyul.space.Scale;
import org.junit.jupiter.api.Test;

class DistributionsTest {
    @Test
    void domainsAreWrittenAsOptunaReadsThem() {
        assertThat(Distributions.write(new FloatDomain(1e-5, 0.1, Scale.LOG, null)))
                .isEqualTo("{\"name\":\"FloatDistribution\",\"attributes\":"
                        + "{\"step\":null,\"low\":1.0E-5,\"high\":0.1,\"log\":true}}");
        assertThat(Distributions.write(new IntDomain(1, 1024, Scale.LOG, 1)))
                .isEqualTo("{\"name\":\"IntDistribution\",\"attributes\":"
                        + "{\"log\":true,\"step\":1,\"low\":1,\"high\":1024}}");
        assertThat(Distributions.write(new ChoiceDomain(List.of("cosine", 1, 2.5, true))))
                .isEqualTo("{\"name\":\"CategoricalDistribution\",\"attributes\":"
                        + "{\"choices\":[\"cosine\",1,2.5,true]}}");
    }

    @Test
    void namesFromBeforeOptuna3AreRead() {
        assertThat(read("UniformDistribution", "\"low\": 0, \"high\": 1.5"))
                .isEqualTo(new FloatDomain(0, 1.5, Scale.LINEAR, null));
        assertThat(read("LogUniformDistribution", "\"low\": 1e-05, \"high\": 1.0"))
                .isEqualTo(new FloatDomain(1e-5, 1, Scale.LOG, null));
        assertThat(read("DiscreteUniformDistribution", "\"low\": 0.0, \"high\": 1.1, \"q\": 0.25"))
                .isEqualTo(new FloatDomain(0, 1, Scale.LINEAR, 0.25));
        assertThat(read("IntUniformDistribution", "\"low\": 1, \"high\": 10, \"step\": 3"))
                .isEqualTo(new IntDomain(1, 10, Scale.LINEAR, 3));
        assertThat(read("IntUniformDistribution", "\"low\": 1, \"high\": 10"))
                .isEqualTo(new IntDomain(1, 10, Scale.LINEAR, 1));
        assertThat(read("IntLogUniformDistribution", "\"low\": 1, \"high\": 10, \"step\": 2"))
                .isEqualTo(new IntDomain(1, 10, Scale.LOG, 1));
    }

    private static Domain read(String name, String attributes) {
        return Distributions.read("{\"name\": \"" + name + "\", \"attributes\": {" + attributes + "}}");
    }

    @Test
    void choicesThatOursCannotBeKeepTheirPlaces() {
        assertThat(read("CategoricalDistribution", "\"choices\": [null, \"None\", [1, null], 1, 1, NaN, {\"a\": 2}]"))
                .isEqualTo(new ChoiceDomain(
                        List.of("None", "None (2)", "[1,null]", 1L, "1 (2)", Double.NaN, "{\"a\":2}")));
    }

    @Test
    void infiniteBoundsBecomeTheLargestNumbers() {
        assertThat(read("FloatDistribution", "\"low\": -Infinity, \"high\": Infinity, \"log\": false, \"step\": null"))
                .isEqualTo(new FloatDomain(-Double.MAX_VALUE, Double.MAX_VALUE, Scale.LINEAR, null));
    }

    @Test
    void anUnknownDistributionIsNamed() {
        assertRefused(() -> read("NormalDistribution", "\"mean\": 0"), "NormalDistribution");
        assertRefused(() -> Distributions.read("[]"), "where a JSON object must be");
        assertRefused(() -> Distributions.read("{"), "which is not JSON");
        assertRefused(() -> read("FloatDistribution", "\"low\": \"a\", \"high\": 1"), "bound 'a', not a number");
    }

    @Test
    void everyDomainComesBack() {
        for (int seed = 0; seed < 200; seed++) {
            Domain domain = random(new Random(seed));
            assertThat(Distributions.read(Distributions.write(domain)))
                    .as("seed %d", seed)
                    .isEqualTo(domain);
        }
    }

    private static Domain random(Random random) {
        double low = random.nextDouble() * 100 - 50;
        double high = low + random.nextDouble() * 1e3;
        Scale scale = random.nextBoolean() ? Scale.LOG : Scale.LINEAR;
        return switch (random.nextInt(4)) {
            case 0 -> new FloatDomain(Math.exp(low), Math.exp(low) + high - low, scale, null);
            case 1 -> new FloatDomain(Math.rint(low), high, Scale.LINEAR, (1 + random.nextInt(99)) / 100.0);
            case 2 -> new IntDomain(random.nextInt(), Integer.MAX_VALUE, Scale.LINEAR, 1 + random.nextInt(9));
            default -> new ChoiceDomain(List.of("a" + low, random.nextLong(), low, random.nextBoolean()));
        };
    }
}
