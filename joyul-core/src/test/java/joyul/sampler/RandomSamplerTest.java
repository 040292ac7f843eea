package joyul.sampler;

import joyul.study.Sampler;
import joyul.testkit.SamplerConformance;

class RandomSamplerTest extends SamplerConformance {
    @Override
    protected Sampler sampler() {
        return new RandomSampler();
    }
}
