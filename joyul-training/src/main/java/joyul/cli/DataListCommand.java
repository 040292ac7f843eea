package joyul.cli;

import java.util.concurrent.Callable;
import joyul.data.DataSet;
import joyul.data.DataSets;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code joyul data list}: which data sets have a name. */
@Command(
        name = "list",
        header = "List the data sets that have a name.",
        footer = {
            "",
            "A set that is not embedded is looked for in --data-dir or $JOYUL_DATA, in a folder of its name that holds",
            "the four IDX files of MNIST, plain or with .gz. Any other data is given by its path: a CSV file, or a",
            "folder of IDX files.",
            "",
            "Examples:",
            "  joyul data list"
        })
final class DataListCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    LanguageChoice language = new LanguageChoice();

    DataListCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        language.spokenBy(console);
        Table table = new Table(
                console.say("sets.column.name"),
                console.say("sets.column.train"),
                console.say("sets.column.validation"),
                console.say("sets.column.test"),
                console.say("sets.column.shape"),
                console.say("sets.column.classes"),
                console.say("sets.column.licence"),
                console.say("sets.column.where"));
        for (DataSet set : DataSets.list()) {
            table.row(
                    set.name(),
                    Figures.count(set.train()),
                    Figures.count(set.validation()),
                    Figures.count(set.test()),
                    set.shape(),
                    Integer.toString(set.classes().size()),
                    set.licence(),
                    console.texts().retold(set.where()));
        }
        console.print(console.speech().table(table));
        return 0;
    }
}
