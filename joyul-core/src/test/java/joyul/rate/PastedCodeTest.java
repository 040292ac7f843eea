package joyul.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import joyul.check.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines as people have them in their training scripts. */
class PastedCodeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            MultiStepLR(optimizer, milestones=list(range(6, 30, 7)), gamma=0.5)                  | MultiStepLR([6, 13, 20, 27], 0.5)
            MultiStepLR(optimizer, range(3))                                                     | MultiStepLR([0, 1, 2])
            MultiStepLR(optimizer, [int(part * 30) for part in [0.4, 0.6, 0.8]], gamma=0.2)      | MultiStepLR([12, 18, 24], 0.2)
            MultiStepLR(optimizer, [10 * i for i in range(1, 4)])                                | MultiStepLR([10, 20, 30])
            LambdaLR(optimizer, lr_lambda=[lambda e: 0.95 ** e])                                 | LambdaLR(lambda e: 0.95 ** e)
            OneCycleLR(optimizer, max_lr=[0.01], total_steps=20)                                 | OneCycleLR(0.01, 20)
            OneCycleLR(optimizer, max_lr=[0.01, 0.01], total_steps=20)                           | OneCycleLR(0.01, 20)
            ReduceLROnPlateau(optimizer, patience=1, min_lr=[1e-3])                              | ReduceLROnPlateau(patience=1, min_lr=1e-3)
            scheduler = (torch.optim.lr_scheduler.StepLR(optimizer, 5))                          | StepLR(5)
            scheduler: torch.optim.lr_scheduler.LRScheduler = optim.lr_scheduler.StepLR(opt, 5)  | StepLR(5)
            return optim.lr_scheduler.StepLR(self.optimizer, step_size=5)                        | StepLR(5)
            scheduler = StepLR(optimizer, 5) # cut; and print(f'{x}')                            | StepLR(5)
            """)
    void aLineIsRead(String line, String same) {
        assertThat(Schedules.parse(line)).isEqualTo(Schedules.parse(same));
    }

    @Test
    void constantsAboveStandForTheirValues() {
        Schedule lambda = Schedules.parse("""
                warmup_epochs = 10
                base = -2.0
                sched = torch.optim.lr_scheduler.LambdaLR(
                    optimizer, lr_lambda=lambda ep: min((ep + 1) / warmup_epochs, 1.0) ** (1 + base / base)
                )""");
        assertThat(lambda).isEqualTo(LambdaLR.of("lambda ep: min((ep + 1) / 10, 1.0) ** (1 + (-2) / (-2))"));
        assertThat(Schedules.parse(Schedules.toText(lambda))).isEqualTo(lambda);
        assertThat(Schedules.parse("""
                num_epochs: int = 20
                EPS = 1e-6
                steps = [5, 15]
                a = CosineAnnealingLR(optimizer, T_max=num_epochs, eta_min=EPS)
                b = MultiStepLR(optimizer, steps, gamma=1 / num_epochs)
                c = SequentialLR(optimizer, [a, b], milestones=[num_epochs // 2])"""))
                .isEqualTo(Schedules.parse(
                        "SequentialLR([CosineAnnealingLR(20, 1e-6), MultiStepLR([5, 15], 0.05)], [10])"));
    }

    @Test
    void aFunctionOfOneValueIsAFormula() {
        Schedule warmup = Schedules.parse("""
                warm = 5
                def lr_lambda(step: int) -> float:
                    \"\"\"Up, then down.\"\"\"
                    if step < warm:
                        return float(step + 1) / warm
                    progress = (step - warm) / 25
                    return max(0.0, 1.0 - progress)

                scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lr_lambda)""");
        assertThat(rates(warmup, 1, 7)).containsExactly(0.2, 0.4, 0.6, 0.8, 1, 1, 1 - 1 / 25.0);

        Schedule stairs = Schedules.parse("""
                def decay(epoch):
                    if epoch < 2: factor = 1.0
                    elif epoch < 4:
                        factor = 0.1
                    else:
                        factor = 0.01
                    return factor
                scheduler = LambdaLR(optimizer, lr_lambda=decay)""");
        assertThat(rates(stairs, 1, 6)).containsExactly(1, 1, 0.1, 0.1, 0.01, 0.01);
        assertThat(Schedules.parse("decay = lambda e: 0.5 ** e\nscheduler = LambdaLR(optimizer, decay)"))
                .isEqualTo(LambdaLR.of("lambda e: 0.5 ** e"));
    }

    @Test
    void theLinesAroundAreSteppedOver() {
        assertThat(Schedules.parse("""
                import torch
                from torch import nn
                from torch.optim.lr_scheduler import (
                    StepLR,
                )

                @dataclass
                class Trainer(nn.Module):
                    def configure(self, net):
                        self.criterion = nn.CrossEntropyLoss()
                        self.scheduler = StepLR(self.optimizer, step_size=30, gamma=0.5)

                for epoch in range(90):
                    print(f"epoch {epoch}; {loss!r}")
                    loss = train(model, data[epoch % 3], opt)
                    scheduler.step()
                """)).isEqualTo(new StepLR(30, 0.5));
    }

    @Test
    void theOptimizerOfThePasteTellsTheRate() {
        Pasted sgd = Schedules.paste("""
                rate = 1e-3
                optimizer = torch.optim.SGD(model.parameters(), lr=rate, momentum=0.9)
                scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5)""", null, null);
        assertThat(sgd.rate()).isEqualTo(0.001);
        assertThat(sgd.momentum()).isEqualTo(0.9);
        assertThat(sgd.notes()).isEmpty();
        assertThat(paste("StepLR(torch.optim.Adam(net.parameters(), 3e-4, betas=(0.8, 0.99)), 5)"))
                .extracting(Pasted::rate, Pasted::momentum)
                .containsExactly(3e-4, 0.8);
        assertThat(paste("opt = torch.optim.RMSprop(net.parameters())\nStepLR(opt, 5)")
                        .rate())
                .isEqualTo(0.01);
        Pasted two = paste("""
                first = SGD(a.parameters(), lr=0.5)
                second = SGD(b.parameters(), lr=0.25)
                StepLR(first, 5)""");
        assertThat(two.rate()).isEqualTo(0.5);
        assertThat(paste("StepLR(optimizer, 5)").rate()).isNull();
    }

    @Test
    void aLengthThatOnlyTheTrainingKnowsIsNamedWhereItStands() {
        assertThatThrownBy(() -> paste("""
                loader = DataLoader(data, batch_size=len(data))
                total = EPOCHS_OF[2] if False else 5
                steps = 10 * len(loader)
                scheduler = OneCycleLR(optimizer, max_lr=0.1, total_steps=steps)"""))
                .isInstanceOf(InputException.class)
                .hasMessage(
                        "line 3, column 14 of the schedule: len(loader) is not known here; write the number of steps"
                                + " in its place, a length such as '10ep', or leave out what follows from the length of the run");
        assertThat(paste("steps = len(loader)\nsteps = 30\nOneCycleLR(optimizer, 0.1, total_steps=steps)")
                        .schedule())
                .isEqualTo(Schedules.parse("OneCycleLR(max_lr=0.1, total_steps=30)"));
    }

    @Test
    void whatTheLinesDoNotTellIsSaid() {
        Pasted unknown = paste("opt = AdamW(model.parameters(), lr=args.lr)\nStepLR(opt, 5)");
        assertThat(unknown.rate()).isNull();
        assertThat(unknown.notes())
                .singleElement()
                .asString()
                .contains("(args ...)")
                .endsWith("; give the optimizer's rate");

        Pasted groups = paste("""
                optimizer = optim.SGD([
                    {'params': model.base.parameters()},
                    {'params': model.head.parameters(), 'lr': 1e-3},
                ], lr=1e-2, momentum=0.9)
                scheduler = StepLR(optimizer, 5)""");
        assertThat(groups.rate()).isEqualTo(0.01);
        assertThat(groups.notes())
                .containsExactly(
                        "the optimizer has 2 parameter groups, some with rates of their own (0.001); a schedule is"
                                + " shown for one: that of 0.01; for another give the optimizer's rate");

        Pasted both = paste("a = ExponentialLR(optimizer, 0.9)\nb = StepLR(optimizer, 5)");
        assertThat(both.schedule()).isEqualTo(new StepLR(5));
        assertThat(both.notes()).singleElement().asString().contains("2 schedules side by side");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            LambdaLR(optimizer, [lambda e: 0.9 ** e, lambda e: 0.5 ** e]) | lr_lambda has 2 values, one for each parameter group
            OneCycleLR(optimizer, max_lr=[0.01, 0.1], total_steps=20)     | max_lr has 2 values, one for each parameter group
            MultiStepLR(optimizer, list(30))                              | list needs a list
            MultiStepLR(optimizer, range(0, 9, 0))                        | range needs 1 to 3 whole numbers
            MultiStepLR(optimizer, list(range(100000000)))                | a list must have at most 1000 values
            MultiStepLR(optimizer, [x * n for x in [1]])                  | unknown name 'n'
            """)
    void whatCannotBeReadIsNamed(String line, String message) {
        assertThatThrownBy(() -> Schedules.parse(line))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(message);
    }

    @Test
    void linesCopiedFromMailOrFromPythonsConsoleAreReadWithoutTheirMarks() {
        Schedule step = Schedules.parse("StepLR(30, 0.1)");
        assertThat(Schedules.parse("> StepLR(optimizer, step_size=30, gamma=0.1)"))
                .isEqualTo(step);
        assertThat(Schedules.parse("  >> > scheduler = StepLR(optimizer, 30)")).isEqualTo(step);
        assertThat(Schedules.parse(">>> scheduler = StepLR(optimizer,\n...     step_size=30,\n...     gamma=0.1)"))
                .isEqualTo(step);
        assertThat(Schedules.parse("> {\"type\": \"StepLR\", \"step_size\": 30}"))
                .isEqualTo(step);
        assertThat(Schedules.parse("""
                > def lr_lambda(step):
                >     if step < 5:
                >         return step / 5
                >
                >     return 1.0
                > scheduler = LambdaLR(optimizer, lr_lambda)""")).isEqualTo(LambdaLR.of("lambda step: ((step / 5) if step < 5 else (1.0))"));
        assertThatThrownBy(() -> Schedules.parse(">>> StepLR(optimizer, 30, 0.1, -1, False, 8)"))
                .as("columns are those of the text")
                .hasMessageContaining("column 43");
    }

    @Test
    void aMistypedScheduleAmongOtherLinesIsStillNamed() {
        assertThatThrownBy(() -> Schedules.parse("n = 3\nscheduler = StpLR(optimizer, n)"))
                .isInstanceOf(InputException.class)
                .hasMessageStartingWith("unknown schedule 'StpLR'; did you mean 'StepLR'?");
        assertThatThrownBy(() -> Schedules.parse("n = 3\nprint(n)"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("expected the name of a schedule");
    }

    private static Pasted paste(String text) {
        return Schedules.paste(text, null, null);
    }

    private static double[] rates(Schedule schedule, double base, int count) {
        double[] rates = new double[count];
        for (int step = 0; step < count; step++) {
            rates[step] = schedule.rate(base, step, Readings.none());
        }
        return rates;
    }
}
