package joyul;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The walls between the rooms of joyul-core. */
class RoomsTest {
    /** Each room with those it may use besides itself; a new room is one line. */
    private static final Map<String, List<String>> ROOMS = Map.ofEntries(
            Map.entry("check", List.of()),
            Map.entry("run", List.of("check")),
            Map.entry("machine", List.of()),
            Map.entry("form", List.of("check")),
            Map.entry("space", List.of("check")),
            Map.entry("study", List.of("space", "check", "run")),
            Map.entry("sampler", List.of("study", "space", "check")),
            Map.entry("pruner", List.of("study", "check")),
            Map.entry("storage", List.of("study", "space", "check", "machine")),
            Map.entry("expression", List.of("check")),
            Map.entry("rate", List.of("check", "form", "expression")),
            Map.entry("firstrate", List.of("check", "explain", "expression")),
            Map.entry("noise", List.of("check")),
            Map.entry("transfer", List.of("check", "explain", "rate")),
            Map.entry("batch", List.of("check", "explain", "noise", "rate", "run")),
            Map.entry("explain", List.of("check", "run", "space", "study", "sampler")),
            Map.entry("search", List.of("check", "space", "study", "sampler", "pruner", "storage", "rate")));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("joyul");

    /** A rule holds too where nothing is yet that it speaks of. */
    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(CLASSES);
    }

    @Test
    void aRoomUsesOnlyTheRoomsBelowIt() {
        ROOMS.forEach((room, allowed) -> {
            String[] open = Stream.concat(Stream.of(room), allowed.stream())
                    .map("joyul."::concat)
                    .toArray(String[]::new);
            check(noClasses()
                    .that(resideInAPackage("joyul." + room))
                    .should()
                    .dependOnClassesThat(resideInAPackage("joyul..").and(resideOutsideOfPackages(open))));
        });
    }

    @Test
    void everyPackageIsARoom() {
        assertThat(CLASSES.stream().map(JavaClass::getPackageName).distinct())
                .isSubsetOf(ROOMS.keySet().stream().map("joyul."::concat).toList());
    }

    @Test
    void noCycleJoinsRooms() {
        check(slices().matching("joyul.(*)..").should().beFreeOfCycles());
    }

    @Test
    void onlyStorageKnowsJdbc() {
        check(noClasses()
                .that(resideOutsideOfPackages("joyul.storage"))
                .should()
                .dependOnClassesThat(resideInAPackage("java.sql..").or(resideInAPackage("org.sqlite.."))));
    }

    @Test
    void onlyExpressionAndStorageKnowJackson() {
        check(noClasses()
                .that(resideOutsideOfPackages("joyul.expression", "joyul.storage"))
                .should()
                .dependOnClassesThat(resideInAPackage("tools.jackson..")));
    }

    @Test
    void nothingIsNative() {
        check(noClasses().should().dependOnClassesThat(resideInAPackage("org.bytedeco..")));
    }

    @Test
    void nobodyPrintsOrExits() {
        check(noClasses().should().accessField(System.class, "out"));
        check(noClasses().should().accessField(System.class, "err"));
        check(noClasses().should().callMethod(System.class, "exit", int.class));
        check(noClasses().should().callMethod(Throwable.class, "printStackTrace"));
    }

    @Test
    void everyPackageIsNullMarked() {
        CLASSES.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .forEach(room -> assertThat(room.tryGetPackageInfo().isPresent()
                                && room.getPackageInfo().isAnnotatedWith(NullMarked.class))
                        .as(room.getName())
                        .isTrue());
    }
}
