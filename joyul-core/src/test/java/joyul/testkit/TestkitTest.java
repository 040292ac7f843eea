package joyul.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.storage.Storages;
import joyul.study.Pruner;
import joyul.study.Sampler;
import joyul.study.SamplerContext;
import joyul.study.Storage;
import joyul.study.Study;
import joyul.study.Verdict;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The suites as a stranger has them: from another package, around parts of one's own. */
class TestkitTest {
    /** The middle of everything. */
    private static Point middle(List<Parameter> group, SamplerContext context) {
        Point point = Point.empty();
        for (Parameter parameter : group) {
            point = point.with(parameter.name(), parameter.domain().at(0.5));
        }
        return point;
    }

    @Nested
    class OwnSampler extends SamplerConformance {
        @Override
        protected Sampler sampler() {
            return TestkitTest::middle;
        }
    }

    @Nested
    class OwnPruner extends PrunerConformance {
        @Override
        protected Pruner pruner() {
            return (trial, history, direction) -> Verdict.goOn("nobody is judged");
        }
    }

    @Nested
    class OwnStorage extends StorageConformance {
        @Override
        protected Storage open() {
            return Storages.open("memory:");
        }
    }

    @Test
    void theSuitesNeedNoTestClassBesidesThemselves() {
        Object product = Study.class.getProtectionDomain().getCodeSource().getLocation();
        var needed = new ClassFileImporter()
                        .importClasses(
                                SamplerConformance.class,
                                PrunerConformance.class,
                                StorageConformance.class,
                                SomeTrial.class)
                        .stream()
                        .flatMap(suite -> suite.getDirectDependenciesFromSelf().stream())
                        .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                        .filter(target -> target.getPackageName().startsWith("joyul."))
                        .filter(target -> !target.getPackageName().equals("joyul.testkit"))
                        .map(JavaClass::reflect)
                        .distinct()
                        .toList();
        assertThat(needed)
                .contains(Storages.class, Storage.class)
                .allSatisfy(each -> assertThat(
                                each.getProtectionDomain().getCodeSource().getLocation())
                        .as(each.getName())
                        .isEqualTo(product));
    }
}
