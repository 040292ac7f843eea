package joyul.tune;

import java.util.Optional;
import joyul.study.WorkerPool;

/** The runs of a tune in their order: the default recipe on a fresh seed, the search, the race. */
final class Course implements WorkerPool.Source<Course.Job> {
    private final SearchLoop search;
    private final Race race;
    private final RaceClock clock;
    private final Runnable racing;
    private boolean announced;

    /** A run of the search or of the race. */
    interface Job extends Runnable {}

    /**
     * The order of a search and a race.
     *
     * @param racing what is done when the search is over
     */
    Course(SearchLoop search, Race race, RaceClock clock, Runnable racing) {
        this.search = search;
        this.race = race;
        this.clock = clock;
        this.racing = racing;
    }

    @Override
    public boolean isOver() {
        return clock.isOver();
    }

    @Override
    public Optional<Job> next() {
        Optional<Race.Job> opening = race.opening();
        if (opening.isPresent()) {
            return opening.map(job -> () -> race.run(job));
        }
        Optional<SearchLoop.Job> searched = search.isOver(race.hasResult()) ? Optional.empty() : search.next();
        if (searched.isPresent()) {
            return searched.map(job -> () -> search.run(job));
        }
        // Where trials are counted, their last results may decide who races.
        if (clock.isEndless() && search.isBusy()) {
            return Optional.empty();
        }
        if (!announced) {
            announced = true;
            racing.run();
        }
        return race.next().map(job -> () -> race.run(job));
    }

    @Override
    public void run(Job job) {
        job.run();
    }
}
