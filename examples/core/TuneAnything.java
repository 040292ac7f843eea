import joyul.search.Search;
import joyul.space.Scale;
import joyul.study.Budget;
import joyul.study.LiveTrial;
import joyul.study.Study;

/** Tunes any Java code; needs joyul-core alone. Here: a valley whose bottom is 1 at rate 0.03 with the hinge loss. */
public final class TuneAnything {
    public static void main(String[] arguments) {
        Study study = Search.study("memory:", "demo").seed(7).minimize();
        study.optimize(TuneAnything::loss, Budget.trials(60));
        study.best().ifPresent(best -> System.out.println("best " + best.value() + " at " + best.point()));
    }

    static double loss(LiveTrial trial) {
        double rate = trial.suggestFloat("rate", 1e-4, 1, Scale.LOG);
        String kind = trial.suggestChoice("kind", "hinge", "logistic");
        double miss = Math.log10(rate / 0.03);
        return 1 + miss * miss + (kind.equals("hinge") ? 0 : 0.5);
    }
}
