package joyul;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/** The walls between the rooms: who may know whom, and who may do what no one else may. */
@AnalyzeClasses(
        packages = "joyul",
        importOptions = {ImportOption.DoNotIncludeTests.class, RoomsTest.ThisModule.class})
class RoomsTest {
    /** The package joyul itself: the facade, which wires everything but the command line. */
    private static final String FACADE = "";

    /** Which rooms, besides check, each room may use. A room that is not listed here may not exist. */
    private static final Map<String, Set<String>> MAY_USE = new HashMap<>();

    private static final Set<String> NATIVE =
            Set.of("torch", "layer", "norm", "optim", "loss", "model", "train", "probe", "attach", "lab");

    static {
        MAY_USE.put("data", Set.of());
        MAY_USE.put("file", Set.of("machine"));
        MAY_USE.put("torch", Set.of());
        MAY_USE.put("layer", Set.of("torch", "form"));
        MAY_USE.put("norm", Set.of("torch", "form", "layer"));
        MAY_USE.put("optim", Set.of("torch", "form"));
        MAY_USE.put("loss", Set.of("torch", "form"));
        MAY_USE.put("network", Set.of("form", "layer", "norm"));
        MAY_USE.put("model", Set.of("torch", "file", "data", "layer", "norm", "optim", "loss", "network"));
        MAY_USE.put(
                "recipe",
                Set.of(
                        "rate",
                        "batch",
                        "transfer",
                        "torch",
                        "file",
                        "form",
                        "data",
                        "layer",
                        "norm",
                        "optim",
                        "loss",
                        "network"));
        MAY_USE.put("train", with("recipe", "recipe", "model", "explain", "report", "run"));
        MAY_USE.put("probe", with("train", "train", "explain", "firstrate", "noise"));
        MAY_USE.put("attach", with("probe", "probe"));
        MAY_USE.put(
                "report",
                Set.of("batch", "explain", "file", "firstrate", "noise", "rate", "run", "space", "storage", "study"));
        MAY_USE.put("knob", with("recipe", "recipe", "space", "explain"));
        MAY_USE.put(
                "tune",
                with(
                        "probe", "probe", "knob", "space", "study", "search", "sampler", "pruner", "storage", "explain",
                        "report"));
        MAY_USE.put("lab", with("tune", "tune"));
        MAY_USE.put("dashboard", with("lab", "lab"));
        MAY_USE.put("cli", with("dashboard", "dashboard", "attach", FACADE));
    }

    private static Set<String> with(String room, String... more) {
        Set<String> rooms = new TreeSet<>(MAY_USE.get(room));
        rooms.addAll(List.of(more));
        return rooms;
    }

    @ArchTest
    static void everyRoomKnowsOnlyTheRoomsItMay(JavaClasses classes) {
        Set<String> crossings = new TreeSet<>();
        for (JavaClass from : classes) {
            String room = room(from.getPackageName());
            for (var dependency : from.getDirectDependenciesFromSelf()) {
                String other = dependency.getTargetClass().getPackageName();
                if (other.startsWith("joyul") && !mayUse(room, room(other))) {
                    crossings.add(room + " -> " + room(other) + ": " + dependency.getDescription());
                }
            }
        }
        assertThat(crossings).isEmpty();
    }

    private static boolean mayUse(String room, String other) {
        if (room.equals(other) || other.equals("check")) {
            return true;
        }
        if (room.equals(FACADE)) {
            return !other.equals("cli");
        }
        return MAY_USE.getOrDefault(room, Set.of()).contains(other);
    }

    @ArchTest
    static void everyRoomIsListed(JavaClasses classes) {
        Set<String> rooms = classes.stream()
                .map(each -> room(each.getPackageName()))
                .filter(room -> !room.equals(FACADE))
                .collect(Collectors.toSet());
        assertThat(MAY_USE.keySet()).containsAll(rooms);
    }

    @ArchTest
    static void everyRoomIsNullMarked(JavaClasses classes) {
        Set<JavaPackage> packages = classes.stream()
                .map(JavaClass::getPackage)
                .filter(each -> each.getName().startsWith("joyul"))
                .collect(Collectors.toSet());
        assertThat(packages).allMatch(each -> each.isAnnotatedWith(NullMarked.class));
    }

    @ArchTest
    static final ArchRule ROOMS_ARE_FREE_OF_CYCLES =
            slices().matching("joyul.(*)..").should().beFreeOfCycles();

    @ArchTest
    static void onlyTheEngineKnowsNativeCode(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAPackage("joyul..")
                .and()
                .resideOutsideOfPackages(
                        NATIVE.stream().map(room -> "joyul." + room + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(classes);
    }

    @ArchTest
    static void recipesNameAPrecisionAndNothingElseOfTheEngine(JavaClasses classes) {
        noClasses()
                .that()
                .resideInAPackage("joyul.recipe")
                .should()
                .dependOnClassesThat(JavaClass.Predicates.resideInAPackage("joyul.torch")
                        .and(JavaClass.Predicates.simpleName("Precision").negate()))
                .check(classes);
    }

    @ArchTest
    static void onlyTheCommandLinePrintsAndExits(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage("joyul.cli..")
                .should(GeneralCodingRules.ACCESS_STANDARD_STREAMS)
                .orShould()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .callMethod(Throwable.class, "printStackTrace")
                .check(classes);
    }

    @ArchTest
    static void onlyStorageKnowsDatabases(JavaClasses classes) {
        noClasses()
                .that()
                .resideOutsideOfPackage("joyul.storage..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.sqlite..")
                .check(classes);
    }

    /** The walls of joyul-core stand in its own test. */
    static final class ThisModule implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("joyul-core");
        }
    }

    /** {@code joyul.train.x} is of the room {@code train}. */
    private static String room(String packageName) {
        int start = packageName.indexOf('.') + 1;
        int end = packageName.indexOf('.', start);
        return start == 0 ? FACADE : packageName.substring(start, end < 0 ? packageName.length() : end);
    }
}
