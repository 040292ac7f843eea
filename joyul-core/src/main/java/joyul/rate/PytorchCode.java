package joyul.rate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import joyul.check.InputException;
import joyul.expression.Numbers;

/** A schedule as the line of PyTorch code that gives the same rates. */
final class PytorchCode {
    private static final String MODULE = "torch.optim.lr_scheduler.";
    private static final String TYPE = "type";
    private static final String CANNOT = ", so that there is no PyTorch code for it";

    private final double baseRate;

    private PytorchCode(double baseRate) {
        this.baseRate = baseRate;
    }

    /**
     * An expression that makes the scheduler of a variable {@code optimizer}.
     *
     * @param schedule whose lengths are counts
     * @param baseRate the optimizer's rate
     */
    static String of(Schedule schedule, double baseRate) {
        return call(new PytorchCode(baseRate).map(schedule));
    }

    private Map<String, Object> map(Schedule schedule) {
        if (schedule instanceof ConstantRate) {
            return lambda("1.0");
        }
        if (schedule instanceof ConstantLR constant && constant.factor() == 0) {
            return lambda("0.0 if step < " + constant.totalIters().steps("total_iters") + " else 1.0");
        }
        if (schedule instanceof WSD wsd) {
            return lambda(wsd(wsd));
        }
        if (schedule instanceof InverseSquareRootLR root) {
            long top = root.warmup().steps("warmup");
            return lambda("min((step + 1) / " + top + ", math.sqrt(" + top + " / (step + 1)))");
        }
        if (schedule instanceof TanhLR tanh) {
            return lambda(tanh(tanh));
        }
        if (schedule instanceof Warmup warmup) {
            return warmup(warmup);
        }
        if (schedule instanceof SequentialLR sequence) {
            return sequence(sequence);
        }
        if (schedule instanceof ChainedScheduler chain) {
            return chain(chain);
        }
        if (schedule instanceof EarlyStopping) {
            throw new InputException("PyTorch has no early stopping" + CANNOT);
        }
        if (schedule instanceof ReduceLROnPlateau plateau && plateau.backtrack()) {
            throw new InputException("PyTorch has no backtracking to the best weights" + CANNOT);
        }
        return Schedules.toMap(withRates(schedule));
    }

    /** Rates that are left to the base rate, which PyTorch wants to be told. */
    private Schedule withRates(Schedule schedule) {
        if (schedule instanceof OneCycleLR cycle && cycle.maxLr() == null) {
            return cycle.maxLr(baseRate);
        }
        if (schedule instanceof CyclicLR cyclic) {
            Double given = cyclic.maxLr();
            double top = given == null ? baseRate : given;
            Double bottom = cyclic.baseLr();
            return new CyclicLR(
                    bottom == null ? (Double) (top / 4) : bottom,
                    top,
                    cyclic.stepSizeUp(),
                    cyclic.stepSizeDown(),
                    cyclic.scale(),
                    cyclic.momentum());
        }
        return schedule;
    }

    private static String wsd(WSD wsd) {
        long rise = wsd.warmup().steps("warmup");
        long fall = wsd.decay().steps("decay");
        long begin = wsd.totalSteps().steps("total_steps") - fall;
        String progress = "min(1.0, (step - " + begin + ") / " + fall + ")";
        String left = switch (wsd.cooldown()) {
            case ONE_MINUS_SQRT -> "1 - math.sqrt(" + progress + ")";
            case LINEAR -> "1 - " + progress;
            case COSINE -> "(1 + math.cos(math.pi * " + progress + ")) / 2";
        };
        String least = Numbers.shortest(wsd.minFactor());
        return "(step + 1) / " + (rise + 1) + " if step < " + rise + " else 1.0 if step <= " + begin + " else " + least
                + " + (1 - " + least + ") * (" + left + ")";
    }

    private String tanh(TanhLR tanh) {
        String progress = "min(1.0, step / " + tanh.tMax().steps("T_max") + ")";
        String least = Numbers.shortest(baseRate == 0 ? 0 : tanh.etaMin() / baseRate);
        return least + " + (1 - " + least + ") * (1 - math.tanh(" + Numbers.shortest(tanh.lower()) + " * (1 - "
                + progress + ") + " + Numbers.shortest(tanh.upper()) + " * " + progress + ")) / 2";
    }

    private Map<String, Object> warmup(Warmup warmup) {
        long steps = warmup.steps().steps("steps");
        if (steps == 0) {
            return map(warmup.then());
        }
        if (warmup.then() instanceof Recurrence next && next.continuesARate()) {
            throw new InputException("PyTorch goes on from where a warmup ends and not from the base rate with a "
                    + next.getClass().getSimpleName() + CANNOT);
        }
        Double given = warmup.startFactor();
        String start = Numbers.shortest(given == null ? 1.0 / (steps + 1) : given);
        double first = baseRate == 0 ? 1 : warmup.then().rate(baseRate, 0, Readings.none()) / baseRate;
        LambdaLR rise = LambdaLR.of("lambda step: " + Numbers.shortest(first) + " * (" + start + " + (1 - " + start
                + ") * min(1.0, step / " + steps + "))");
        return warmup.then() instanceof ConstantRate
                ? map(rise)
                : sequence(new SequentialLR(List.of(rise, warmup.then()), steps));
    }

    /** A sequence in a sequence is laid out flat: PyTorch cannot begin it. */
    private Map<String, Object> sequence(SequentialLR sequence) {
        List<Schedule> parts = new ArrayList<>();
        List<Long> milestones = new ArrayList<>();
        flatten(sequence, 0, parts, milestones);
        for (Schedule part : parts) {
            if (part instanceof ChainedScheduler) {
                throw new InputException("PyTorch cannot begin a ChainedScheduler in a sequence" + CANNOT);
            }
        }
        Map<String, Object> map = typed("SequentialLR", "schedulers", parts(parts));
        map.put("milestones", milestones);
        return map;
    }

    private static void flatten(SequentialLR sequence, long begin, List<Schedule> parts, List<Long> milestones) {
        for (int i = 0; i < sequence.schedulers().size(); i++) {
            long from =
                    i == 0 ? begin : begin + sequence.milestones().get(i - 1).steps("milestones");
            if (i > 0) {
                milestones.add(from);
            }
            if (sequence.schedulers().get(i) instanceof SequentialLR inner) {
                flatten(inner, from, parts, milestones);
            } else {
                parts.add(sequence.schedulers().get(i));
            }
        }
    }

    /** In a chain a LambdaLR sets the rate and undoes what the others do, so that it cannot stand in for a factor. */
    private Map<String, Object> chain(ChainedScheduler chain) {
        List<Schedule> links = new ArrayList<>(chain.schedulers());
        links.removeIf(ConstantRate.class::isInstance);
        for (Schedule link : links) {
            if (!(link instanceof Recurrence)) {
                throw new InputException("PyTorch has no "
                        + Schedules.toMap(link).get(TYPE) + " that multiplies the rest of a chain" + CANNOT);
            }
        }
        return links.isEmpty() ? lambda("1.0") : typed("ChainedScheduler", "schedulers", parts(links));
    }

    private List<Object> parts(List<Schedule> schedules) {
        List<Object> maps = new ArrayList<>();
        for (Schedule schedule : schedules) {
            if (schedule instanceof ReduceLROnPlateau) {
                throw new InputException("PyTorch takes ReduceLROnPlateau neither in a sequence nor after a warmup "
                        + "(pytorch issue 68978)" + CANNOT);
            }
            maps.add(map(schedule));
        }
        return maps;
    }

    private static Map<String, Object> lambda(String expression) {
        return typed("LambdaLR", "lr_lambda", "lambda step: " + expression);
    }

    private static Map<String, Object> typed(String type, String parameter, Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(TYPE, type);
        map.put(parameter, value);
        return map;
    }

    private static String call(Map<?, ?> map) {
        String type = String.valueOf(map.get(TYPE));
        List<String> arguments = new ArrayList<>();
        if (!type.equals("ChainedScheduler")) {
            arguments.add("optimizer");
        }
        map.forEach((name, value) -> {
            if (!name.equals(TYPE)) {
                arguments.add(name + "=" + value(value));
            }
        });
        String module = type.equals("SWALR") ? "torch.optim.swa_utils." : MODULE;
        return module + type + arguments.stream().collect(Collectors.joining(", ", "(", ")"));
    }

    private static String value(Object value) {
        if (value instanceof Map<?, ?> nested) {
            return call(nested);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(PytorchCode::value).collect(Collectors.joining(", ", "[", "]"));
        }
        return CallText.value(value);
    }
}
