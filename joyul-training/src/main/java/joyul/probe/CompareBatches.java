package joyul.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import joyul.check.Check;
import joyul.check.InputException;
import joyul.data.Batches;
import joyul.data.Data;
import joyul.recipe.Recipe;
import joyul.run.Cancellation;
import joyul.run.Cancelled;
import joyul.run.Listener;
import joyul.train.TrainingData;
import joyul.transfer.BatchComparison;
import joyul.transfer.ComparedBatch;

/**
 * Compares batch sizes at matched tuning: each is given its own best learning rate first, then fresh seeds; once with
 * equally many epochs, once with equally many steps.
 *
 * <pre>{@code
 * BatchComparison found = Joyul.compareBatches(recipe, data).batches(32, 512).run();
 * found.sentences(Language.EN).forEach(System.out::println);
 * }</pre>
 */
public final class CompareBatches {
    private final Recipe recipe;
    private final Data data;
    private List<Integer> batches = List.of(32, 512);
    private int epochs = 4;
    private int seeds = 3;
    private int jobs = Runtime.getRuntime().availableProcessors();
    private Listener listener = Listener.NONE;
    private Cancellation cancellation = new Cancellation();

    public CompareBatches(Recipe recipe, Data data) {
        recipe.check(data);
        this.recipe = recipe;
        this.data = data;
    }

    /** The batch sizes to compare, two or more; 32 and 512 by default. */
    public CompareBatches batches(Integer... sizes) {
        for (int size : sizes) {
            Check.atLeast("each of batches", size, 1);
            if (size > data.train().size()) {
                throw new InputException("each of batches must be at most the number of training examples ("
                        + data.train().size() + "), but one was " + size);
            }
        }
        batches = List.copyOf(new TreeSet<>(List.of(sizes)));
        if (batches.size() < 2) {
            throw new InputException("batches must name two different sizes or more, such as 32,512");
        }
        return this;
    }

    /** The epochs of the epoch budget; 4 by default. */
    public CompareBatches epochs(int count) {
        epochs = Check.atLeast("epochs", count, 1);
        return this;
    }

    /** Fresh seeds for each size at its best rate; 3 by default. */
    public CompareBatches seeds(int count) {
        seeds = Check.atLeast("seeds", count, 1);
        return this;
    }

    /** How many runs go on at once; one a processor by default. */
    public CompareBatches jobs(int count) {
        jobs = Check.atLeast("jobs", count, 1);
        return this;
    }

    /** One listener more: it hears of each {@link RuleRuns.Ran}, on the run's thread. */
    public CompareBatches listener(Listener hearing) {
        listener = listener.and(hearing);
        return this;
    }

    /** Once cancelled, the comparison ends in {@link Cancelled}. */
    public CompareBatches cancellation(Cancellation token) {
        cancellation = token;
        return this;
    }

    /**
     * The steps of the step budget: halfway, by their logarithm, from what the smallest to what the largest size makes in
     * the epoch budget.
     */
    long stepBudget() {
        double smallest = stepsOfEpochBudget(batches.get(0));
        double largest = stepsOfEpochBudget(batches.get(batches.size() - 1));
        return Math.max(1, Math.round(Math.sqrt(smallest * largest)));
    }

    private long stepsOfEpochBudget(int batch) {
        return (long) Batches.perEpoch(data.train().size(), batch) * epochs;
    }

    /**
     * Tunes, trains and measures.
     *
     * @throws InputException if a batch size does not fit the recipe's normalization, or trains at no rate
     */
    public BatchComparison run() {
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try (TrainingData shared = new TrainingData(data, recipe)) {
            MatchedRuns runs = new MatchedRuns(recipe, data, shared, listener, cancellation);
            List<Long> fresh = LongStream.rangeClosed(1, seeds)
                    .map(i -> recipe.seed() + i)
                    .boxed()
                    .toList();
            List<Future<ComparedBatch>> byEpochs = new ArrayList<>();
            List<Future<ComparedBatch>> bySteps = new ArrayList<>();
            for (int batch : batches) {
                bySteps.add(pool.submit(() -> runs.compared(batch, stepBudget(), fresh)));
                byEpochs.add(pool.submit(() -> runs.compared(batch, stepsOfEpochBudget(batch), fresh)));
            }
            try {
                return new BatchComparison(results(byEpochs), results(bySteps));
            } finally {
                // The data must outlive every run that reads them.
                runs.giveUp();
                pool.shutdown();
                awaitEnd(pool);
            }
        }
    }

    private static void awaitEnd(ExecutorService pool) {
        boolean interrupted = false;
        while (!pool.isTerminated()) {
            try {
                pool.awaitTermination(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<ComparedBatch> results(List<Future<ComparedBatch>> futures) {
        List<ComparedBatch> results = new ArrayList<>();
        for (Future<ComparedBatch> future : futures) {
            try {
                results.add(future.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Cancelled();
            } catch (ExecutionException e) {
                if (e.getCause() instanceof RuntimeException failure) {
                    throw failure;
                }
                throw new IllegalStateException(e.getCause());
            }
        }
        return results;
    }
}
