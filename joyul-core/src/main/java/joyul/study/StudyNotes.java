package joyul.study;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A sampler's notes among a study's attributes. */
record StudyNotes(Storage storage, long study) implements SamplerNotes {
    @Override
    public Optional<Object> get(String key) {
        return Optional.ofNullable(storage.studyAttributes(study).get(PREFIX + key));
    }

    @Override
    public boolean replace(String key, @Nullable Object expected, Object value) {
        return storage.replaceStudyAttribute(study, PREFIX + key, expected, value);
    }
}
