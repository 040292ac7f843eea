package joyul.rate;

import joyul.check.Check;

/**
 * From the rate in force to {@code swa_lr}, where it stays, along half a cosine or a straight line; for the last part of
 * a run, whose weights are averaged. PyTorch's {@code swa_utils.SWALR}; Izmailov et al. 2018, "Averaging weights leads to
 * wider optima" (arXiv 1803.05407). In the middle of a {@link SequentialLR} it begins from the rate in force there.
 *
 * @param swaLr the last rate, 0 or more
 * @param annealEpochs steps of the way, 0 or more; PyTorch's default is 10
 * @param annealStrategy its shape; PyTorch's default is cos
 */
public record SWALR(double swaLr, Length annealEpochs, Anneal annealStrategy) implements Recurrence {
    static final Form<SWALR> FORM = Form.of("SWALR", SWALR.class)
            .counts(Counting.EPOCHS_BY_LENGTH)
            .parameter("swa_lr", SWALR::swaLr)
            .parameter("anneal_epochs", SWALR::annealEpochs)
            .parameter("anneal_strategy", SWALR::annealStrategy)
            .madeBy(given -> new SWALR(
                    given.number("swa_lr"),
                    given.length("anneal_epochs", Length.of(10)),
                    given.choice("anneal_strategy", Anneal.COS)));

    public SWALR {
        Check.notNegative("swa_lr", swaLr);
    }

    public SWALR(double swaLr, long annealEpochs) {
        this(swaLr, Length.of(annealEpochs), Anneal.COS);
    }

    @Override
    public SWALR resolved(RunLength run) {
        return new SWALR(swaLr, annealEpochs.resolved(run), annealStrategy);
    }

    @Override
    public double rate(double baseRate, long step, Readings readings) {
        double alpha = alpha(step);
        return swaLr * alpha + baseRate * (1 - alpha);
    }

    /** PyTorch recovers where the way began from the rate in force. */
    @Override
    public double next(double rate, double baseRate, long step, Readings readings) {
        double before = alpha(step - 1);
        double begin = before == 1 ? swaLr : (rate - before * swaLr) / (1 - before);
        return rate(begin, step, readings);
    }

    @Override
    public boolean continuesARate() {
        return true;
    }

    /** How much of the way is behind. */
    private double alpha(long step) {
        long steps = annealEpochs.steps("anneal_epochs");
        double part = steps == 0 ? 1 : Math.min(1, (double) step / steps);
        return annealStrategy.between(0, 1, part);
    }
}
