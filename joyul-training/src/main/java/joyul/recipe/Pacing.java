package joyul.recipe;

import joyul.check.InputException;
import joyul.form.Fields;
import joyul.rate.Length;
import joyul.rate.Paced;
import joyul.rate.Pasted;
import joyul.rate.Schedule;
import joyul.rate.Schedules;
import org.jspecify.annotations.Nullable;

/** The schedules of a recipe that is being read, in the unit that they step by. */
final class Pacing {
    static final Kind<Schedule> SCHEDULE =
            new Kind<>((given, key, standard) -> pasted(given, key).schedule(), Schedules::described);

    private Pacing() {}

    /** The schedule of the rate with the unit it steps by: the one that is named, or else its own. */
    static Paced paced(Given given) {
        Fields fields = given.fields();
        Pasted said = fields.has("schedule") ? pasted(given, "schedule") : Pasted.alone(Descent.usualSchedule(given));
        Length.Unit named = fields.has("every")
                ? Kind.constant(fields, "every", Every.values()).unit()
                : said.unit();
        return named == null ? Paced.of(said.schedule(), Length.Unit.ST) : new Paced(said.schedule(), named);
    }

    /** A schedule that steps with the rate's; where nobody has named their unit, lengths of its own unit stay what they are. */
    static @Nullable Schedule beside(Given given, String key) {
        Fields fields = given.fields();
        if (!fields.has(key)) {
            return null;
        }
        Schedule said = pasted(given, key).schedule();
        return fields.has("every")
                ? said
                : Paced.under(paced(given).unit(), said).schedule();
    }

    /** A schedule as text or as a map; one of another library's that depends on the rate is told the recipe's. */
    private static Pasted pasted(Given given, String key) {
        try {
            return given.fields().value(key) instanceof String text
                    ? Schedules.paste(
                            Schedules.names().contains(text) ? text + "()" : text,
                            Descent.LEARNING_RATE.required(given),
                            null)
                    : Pasted.alone(Schedules.of(given.fields().below(key).asMap()));
        } catch (InputException complaint) {
            throw given.fields().placed(key, complaint);
        }
    }
}
