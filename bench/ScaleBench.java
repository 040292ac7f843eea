import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import joyul.Joyul;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Listener;
import joyul.train.StepEvent;
import joyul.train.Trainer;
import joyul.train.TrainingData;

/** Training steps a second of one job, of as many jobs as processors, and of one job on all: NETWORK BATCH ROUNDS. */
public final class ScaleBench {
    private static final double SECONDS = 4;
    private static final double WARMUP_SECONDS = 1;

    public static void main(String[] arguments) throws InterruptedException {
        int batch = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        int cores = Runtime.getRuntime().availableProcessors();
        Data data = Data.load("fashion-mini");
        Recipe recipe = Joyul.recipe(data, arguments[0]).with(r -> r.batchSize(batch).epochs(1000));
        List<Double> one = new ArrayList<>();
        List<Double> jobs = new ArrayList<>();
        List<Double> threads = new ArrayList<>();
        try (TrainingData shared = new TrainingData(data, recipe)) {
            for (int round = 0; round < rounds; round++) {
                one.add(stepsPerSecond(recipe, shared, 1));
                jobs.add(stepsPerSecond(recipe, shared, cores));
                threads.add(stepsPerSecond(recipe.with(r -> r.threads(cores)), shared, 1));
            }
        }
        System.out.printf(
                "%-10s B=%-4d 1 job: %8.1f steps/s   %d jobs x 1 thread: %8.1f (%.2fx)   1 job x %d threads: %8.1f (%.2fx)%n",
                arguments[0], batch, median(one), cores, median(jobs), median(jobs) / median(one), cores, median(threads),
                median(threads) / median(one));
    }

    private static double stepsPerSecond(Recipe recipe, TrainingData data, int jobs) throws InterruptedException {
        AtomicLong steps = new AtomicLong();
        long begun = System.nanoTime();
        List<Thread> workers = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            Thread worker = new Thread(() -> train(recipe, data, begun, steps));
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return steps.get() / SECONDS;
    }

    private static void train(Recipe recipe, TrainingData data, long begun, AtomicLong steps) {
        try (Trainer trainer = new Trainer(recipe, data)) {
            trainer.run(1000, Listener.of(StepEvent.class, event -> {
                if (System.nanoTime() - begun > WARMUP_SECONDS * 1e9) {
                    steps.incrementAndGet();
                }
            }), new Cancellation().derived(() -> System.nanoTime() - begun > (WARMUP_SECONDS + SECONDS) * 1e9));
        }
    }

    private static double median(List<Double> values) {
        Collections.sort(values);
        return values.get(values.size() / 2);
    }
}
