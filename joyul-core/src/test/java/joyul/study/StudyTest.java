package joyul.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import joyul.check.InputException;
import joyul.sampler.RandomSampler;
import joyul.space.Parameter;
import joyul.space.Point;
import joyul.space.Scale;
import joyul.space.Space;
import joyul.storage.Storages;
import org.junit.jupiter.api.Test;

class StudyTest {
    private static final Space SPACE = Space.empty()
            .floating("lr", 1e-4, 1, Scale.LOG)
            .choice("norm", "none", "ghost")
            .when("norm", "ghost")
            .integer("size", 8, 64, Scale.LOG);

    private final Storage storage = Storages.open("memory:");

    private Study study(Plan plan) {
        return Study.open(storage, "demo", Direction.MINIMIZE, plan);
    }

    private Study study() {
        return study(Plan.of(new RandomSampler()));
    }

    @Test
    void askGivesAPointOfTheDeclaredSpaceAndTellEndsIt() {
        Study study = study(Plan.of(new RandomSampler()).space(SPACE));
        for (int i = 0; i < 20; i++) {
            LiveTrial trial = study.ask();
            assertThat(trial.number()).isEqualTo(i);
            assertThat(SPACE.nextGroup(trial.point())).isEmpty();
            assertThat(trial.point().has("size"))
                    .isEqualTo(trial.point().text("norm").equals("ghost"));
            study.tell(trial, 20.0 - i);
        }
        assertThat(study.best().number()).isEqualTo(19);
        assertThat(study.trials().get(3).point().names())
                .isEqualTo(study.trials().get(3).domains().keySet());
    }

    @Test
    void anotherSpaceMayBeAskedFor() {
        LiveTrial trial = study().ask(Space.empty().choice("rule", "linear", "sqrt"));
        assertThat(trial.point().names()).containsExactly("rule");
    }

    @Test
    void bestIsTheEarliestOfEqualsAmongCompleteTrialsInTheStudysDirection() {
        Study up = Study.open(storage, "up", Direction.MAXIMIZE, Plan.of(new RandomSampler()));
        assertThat(up.findBest()).isEmpty();
        assertThatThrownBy(up::best)
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("study 'up' has no complete trial yet");
        up.tell(up.ask(), Outcome.FAILED);
        assertThat(up.findBest()).isEmpty();
        for (double value : new double[] {0.5, 0.9, 0.9, Double.NEGATIVE_INFINITY}) {
            up.tell(up.ask(), value);
        }
        assertThat(up.best().number()).isEqualTo(2);
        double value = up.best().value();
        assertThat(value).isEqualTo(0.9);
        assertThat(up.best()).hasToString("0.9 at {} (trial 2)");
        assertThat(up.findBest()).contains(up.best());
    }

    @Test
    void aTrialIsToldByNumberOnceAndOnlyOnce() {
        Study study = study();
        study.ask();
        study.tell(0, 0.25);
        assertThat(study.trials().get(0).value()).isEqualTo(0.25);
        assertThatThrownBy(() -> study.tell(0, 0.5))
                .isInstanceOf(InputException.class)
                .hasMessage("trial 0 has ended already (COMPLETE)");
        assertThatThrownBy(() -> study.tell(7, 0.5)).hasMessage("study 'demo' has no trial 7");
        LiveTrial open = study.ask();
        assertThatThrownBy(() -> study.tell(open, Outcome.COMPLETE)).hasMessageContaining("must have a value");
        study.tell(1, Outcome.DIVERGED);
        assertThat(study.trials().get(1).outcome()).isEqualTo(Outcome.DIVERGED);
    }

    @Test
    void aRunningTrialIsTakenUpAgainWithItsValues() {
        Study study = study();
        double rate = study.ask().suggestFloat("lr", 0, 1);
        LiveTrial again = study.resume(0);
        assertThat(again.point().asMap()).containsExactly(Map.entry("lr", rate));
        assertThat(again.suggestFloat("lr", 0, 1)).isEqualTo(rate);
        assertThat(again.suggestFloat("momentum", 0, 1)).isNotEqualTo(rate);
        study.tell(again, 1);
        assertThatThrownBy(() -> study.resume(0))
                .isInstanceOf(InputException.class)
                .hasMessage("only a running trial can be resumed, but trial 0 is COMPLETE");
    }

    @Test
    void aPrunedTrialTakesItsLastReadingAsItsValue() {
        Study study = study();
        LiveTrial read = study.ask();
        read.report(1, 0.9);
        read.report(2, 0.7);
        study.tell(read, Outcome.PRUNED);
        LiveTrial broken = study.ask();
        broken.report(1, Double.NaN);
        study.tell(broken, Outcome.PRUNED);
        assertThat(study.trials()).extracting(Trial::value).containsExactly(0.7, null);
        assertThat(study.trials()).extracting(Trial::state).containsOnly(TrialState.PRUNED);
        LiveTrial other = study.ask();
        assertThatThrownBy(() -> other.report(-1, 0.5)).hasMessage("step of a reading must be 0 or more, but was -1");
    }

    @Test
    void anEnqueuedPointIsTakenFirstAndCompleted() {
        Study study = study(Plan.of(new RandomSampler()).space(SPACE));
        assertThat(study.enqueue(Point.of(Map.of("norm", "ghost", "size", 16)))).isZero();
        LiveTrial trial = study.ask();
        assertThat(trial.number()).isZero();
        assertThat(trial.point().value("size")).isEqualTo(16L);
        assertThat(trial.point().has("lr")).isTrue();
        assertThatThrownBy(() -> study.enqueue(Point.of(Map.of("norm", "gost"))))
                .isInstanceOf(InputException.class)
                .hasMessage("norm must be in [none, ghost], but was gost");
    }

    @Test
    void anEnqueuedPointFixesWhatAnObjectiveSuggests() {
        Study study = study();
        study.enqueue(Point.of(Map.of("lr", 0.1, "layers", 2)));
        LiveTrial trial = study.ask();
        assertThat(trial.suggestFloat("lr", 1e-4, 1, Scale.LOG)).isEqualTo(0.1);
        assertThat(trial.suggestInt("layers", 1, 3)).isEqualTo(2);
        study.enqueue(Point.of(Map.of("lr", 5)));
        LiveTrial outside = study.ask();
        assertThatThrownBy(() -> outside.suggestFloat("lr", 1e-4, 1, Scale.LOG))
                .hasMessage("the enqueued value of lr must be in [1.0E-4, 1.0] (log), but was 5");
    }

    @Test
    void suggestionsHaveTheTypesOfTheirQuestionsAndAreRemembered() {
        LiveTrial trial = study().ask();
        int batch = trial.suggestChoice("batch", 32, 64);
        assertThat(batch).isIn(32, 64);
        assertThat(trial.<Integer>suggestChoice("batch", 32, 64)).isEqualTo(batch);
        assertThat(trial.suggestInt("size", 8, 64, 8) % 8).isZero();
        assertThat(trial.suggestFloat("p", 0, 0.5, 0.25)).isIn(0.0, 0.25, 0.5);
        double rate = trial.suggestFloat("lr", 0, 1);
        assertThat(trial.suggestFloat("lr", 0, 1)).isEqualTo(rate);
        assertThat(trial.point().names()).containsExactly("batch", "size", "p", "lr");
        assertThatThrownBy(() -> trial.suggestFloat("lr", 2, 3))
                .hasMessageStartingWith("the value already chosen for lr must be in [2.0, 3.0]");
    }

    @Test
    void typedParametersAreSuggestedAndReadByTheirTypes() {
        var lr = Parameter.floating("lr", 1e-4, 1).log();
        var norm = Parameter.choice("norm", Norm.values());
        var size = Parameter.integer("size", 8, 64).when(norm, Norm.GHOST);
        Study study = study(Plan.of(new RandomSampler()).space(Space.of(lr, norm, size)));
        for (int i = 0; i < 10; i++) {
            LiveTrial trial = study.ask();
            double rate = trial.suggest(lr);
            assertThat(trial.point().get(lr)).isEqualTo(rate);
            assertThat(trial.point().has(size)).isEqualTo(trial.suggest(norm) == Norm.GHOST);
            study.tell(trial, rate);
        }
        assertThat(study.best().get(lr)).isEqualTo(study.best().value());
        assertThat(study.best().get(norm)).isIn(Norm.NONE, Norm.GHOST);
        LiveTrial free = study.ask(Space.empty());
        Norm drawn = free.suggestChoice("norm", Norm.values());
        assertThat(free.point().value("norm")).isEqualTo(drawn.name());
    }

    private enum Norm {
        NONE,
        GHOST
    }

    @Test
    void aNameKeepsItsKindWithinAStudy() {
        Study study = study();
        study.ask().suggestFloat("lr", 1e-4, 1, Scale.LOG);
        assertThat(study.ask().suggestFloat("lr", 1e-3, 10, Scale.LOG)).isBetween(1e-3, 10.0);
        LiveTrial third = study.ask();
        assertThatThrownBy(() -> third.suggestFloat("lr", 1e-4, 1))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("'lr' must keep its kind, scale and choices");
    }

    @Test
    void whatCompleteTrialsHadInCommonIsProposedTogether() {
        List<String> groups = new ArrayList<>();
        Study study = study(Plan.of((group, context) -> {
            groups.add(String.join("+", group.stream().map(Parameter::name).toList()));
            return new RandomSampler().propose(group, context);
        }));
        for (int i = 0; i < 3; i++) {
            LiveTrial trial = study.ask();
            trial.suggestFloat("lr", 1e-4, 1, Scale.LOG);
            trial.suggestChoice("norm", "none", "ghost");
            if (i == 1) {
                trial.suggestInt("size", 8, 64);
            }
            study.tell(trial, 1);
        }
        assertThat(groups).containsExactly("lr", "norm", "lr+norm", "size", "lr+norm");
    }

    @Test
    void aSamplerSeesAllOtherTrialsAndNotItsOwn() {
        List<Integer> seen = new ArrayList<>();
        Study study = study(Plan.of((group, context) -> {
            context.history().forEach(trial -> seen.add(trial.number()));
            return new RandomSampler().propose(group, context);
        }));
        study.tell(study.ask(), 1);
        study.ask();
        study.ask().suggestFloat("lr", 0, 1);
        assertThat(seen).containsExactly(0, 1);
    }

    @Test
    void aPointDependsOnSeedAndNumberAlone() {
        List<Point> points = new ArrayList<>();
        for (String name : List.of("a", "b")) {
            Study study = Study.open(
                    storage,
                    name,
                    Direction.MINIMIZE,
                    Plan.of(new RandomSampler()).space(SPACE).seed(7));
            points.add(study.ask().point());
            points.add(study.ask().point());
        }
        assertThat(points.get(0)).isEqualTo(points.get(2)).isNotEqualTo(points.get(1));
        assertThat(points.get(1)).isEqualTo(points.get(3));
        // Computed by hand from SplitMix64, so that a JDK that draws otherwise does not go unseen.
        assertThat(TrialRandom.of(7, 3).nextDouble()).isEqualTo(0.2777192345292445);
        assertThat(TrialRandom.of(7, 3).nextDouble())
                .isNotEqualTo(TrialRandom.of(8, 3).nextDouble());
    }

    @Test
    void aStudyIsContinuedWithItsSeedAndOnlyInItsDirection() {
        Plan plan = Plan.of(new RandomSampler());
        assertThat(study(plan.seed(7)).seed()).isEqualTo(7);
        assertThat(study(plan).seed()).isEqualTo(7);
        assertThatThrownBy(() -> study(plan.seed(8)))
                .isInstanceOf(InputException.class)
                .hasMessage("the seed of study 'demo' must be 7 as when it was created, but was 8");
        assertThatThrownBy(() -> Study.open(storage, "demo", Direction.MAXIMIZE, plan))
                .hasMessageContaining("must be opened to minimize, but was opened to maximize");
        assertThatThrownBy(() -> Study.open(storage, " ", Direction.MAXIMIZE, plan))
                .hasMessageContaining("name");
    }

    @Test
    void attributesAreKept() {
        Study study = study();
        study.note("data", "digits");
        assertThat(study.attributes()).containsEntry("data", "digits").containsKey(Study.SEED);
        LiveTrial trial = study.ask();
        trial.note("epochs", 3);
        assertThat(study.trials().get(0).attributes()).containsKey("epochs");
    }
}
