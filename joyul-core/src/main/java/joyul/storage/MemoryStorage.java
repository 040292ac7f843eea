package joyul.storage;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import joyul.space.Domain;
import joyul.space.Point;
import joyul.study.Direction;
import joyul.study.Storage;
import joyul.study.Trial;
import joyul.study.TrialState;
import org.jspecify.annotations.Nullable;

/** Studies that live as long as the process. */
final class MemoryStorage implements Storage {
    private final Clock clock;
    private final List<Study> studies = new ArrayList<>();
    private final List<Entry> entries = new ArrayList<>();

    MemoryStorage(Clock clock) {
        this.clock = clock;
    }

    private static final class Study {
        final String name;
        final Direction direction;
        final Map<String, Object> attributes = new LinkedHashMap<>();
        final Map<String, Domain> domains = new LinkedHashMap<>();
        final List<Entry> trials = new ArrayList<>();

        Study(String name, Direction direction) {
            this.name = name;
            this.direction = direction;
        }
    }

    /** A trial with its latest snapshot, so that reading all trials copies only those that changed. */
    private static final class Entry {
        final Study study;
        final Draft draft;

        @Nullable
        private Trial snapshot;

        Entry(Study study, Draft draft) {
            this.study = study;
            this.draft = draft;
        }

        Trial trial() {
            Trial known = snapshot;
            if (known == null) {
                known = draft.snapshot();
                snapshot = known;
            }
            return known;
        }

        Draft changing() {
            Rules.open(draft.number, draft.state);
            snapshot = null;
            return draft;
        }
    }

    @Override
    public synchronized long createStudy(String name, Direction direction) {
        Rules.name("a study's name", name);
        if (findStudy(name).isPresent()) {
            throw Rules.taken(name);
        }
        studies.add(new Study(name, direction));
        return studies.size();
    }

    @Override
    public synchronized OptionalLong findStudy(String name) {
        int index = studyNames().indexOf(name);
        return index < 0 ? OptionalLong.empty() : OptionalLong.of(index + 1);
    }

    @Override
    public synchronized List<String> studyNames() {
        return studies.stream().map(study -> study.name).toList();
    }

    @Override
    public synchronized Direction direction(long study) {
        return study(study).direction;
    }

    @Override
    public synchronized Map<String, Object> studyAttributes(long study) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(study(study).attributes));
    }

    @Override
    public synchronized void setStudyAttribute(long study, String key, Object value) {
        Rules.name("an attribute's key", key);
        study(study).attributes.put(key, Json.copy(value));
    }

    @Override
    public synchronized Trial startTrial(long study) {
        return add(study, TrialState.RUNNING, now(), Map.of());
    }

    @Override
    public synchronized Trial enqueueTrial(long study, Point fixed) {
        return add(study, TrialState.WAITING, null, Distributions.fixed(Json.write(fixed.asMap())));
    }

    private Trial add(long id, TrialState state, @Nullable Instant started, Map<String, Object> fixed) {
        Study study = study(id);
        Draft draft = new Draft(entries.size() + 1, study.trials.size(), state, started);
        draft.fixed.putAll(fixed);
        Entry entry = new Entry(study, draft);
        entries.add(entry);
        study.trials.add(entry);
        return entry.trial();
    }

    @Override
    public synchronized Optional<Trial> startWaitingTrial(long study) {
        Optional<Entry> oldest = study(study).trials.stream()
                .filter(entry -> entry.draft.state == TrialState.WAITING)
                .findFirst();
        oldest.map(Entry::changing).ifPresent(draft -> {
            draft.state = TrialState.RUNNING;
            draft.started = now();
        });
        return oldest.map(Entry::trial);
    }

    @Override
    public synchronized void setParameter(long trial, String name, Object value, Domain domain) {
        Rules.name("a parameter's name", name);
        double code = Rules.code(name, value, domain);
        Entry entry = entry(trial);
        Draft draft = entry.changing();
        Rules.compatible(name, entry.study.domains.getOrDefault(name, domain), domain);
        entry.study.domains.putIfAbsent(name, domain);
        draft.setParameter(name, code, domain);
    }

    @Override
    public synchronized void setReading(long trial, int step, double value) {
        entry(trial).changing().readings.put(step, value);
    }

    @Override
    public synchronized void setAttribute(long trial, String key, Object value) {
        Rules.name("an attribute's key", key);
        entry(trial).changing().attributes.put(key, Json.copy(value));
    }

    @Override
    public synchronized boolean finish(long trial, TrialState state, @Nullable Double value) {
        Rules.end(state, value);
        Entry entry = entry(trial);
        if (entry.draft.state.finished()) {
            return false;
        }
        Draft draft = entry.changing();
        draft.state = state;
        draft.value = value;
        draft.completed = now();
        return true;
    }

    @Override
    public synchronized Trial trial(long trial) {
        return entry(trial).trial();
    }

    @Override
    public synchronized List<Trial> trials(long study) {
        return study(study).trials.stream().map(Entry::trial).toList();
    }

    @Override
    public void close() {
        // Nothing is held outside the heap.
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Study study(long id) {
        if (id < 1 || id > studies.size()) {
            throw Rules.noStudy(id);
        }
        return studies.get((int) id - 1);
    }

    private Entry entry(long id) {
        if (id < 1 || id > entries.size()) {
            throw Rules.noTrial(id);
        }
        return entries.get((int) id - 1);
    }
}
