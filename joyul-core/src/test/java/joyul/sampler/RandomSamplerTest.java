package joyul.sampler;

import joyul.study.Sampler;

class RandomSamplerTest extends SamplerContract {
    @Override
    Sampler sampler() {
        return new RandomSampler();
    }
}
