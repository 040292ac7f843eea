"""Optuna and PyTorch as a good practitioner writes it, for bench/tune: one line of loss and error of the best weights.

TPE and Hyperband on as many processes as there are processors, one thread each; the default recipe is the first trial;
trials have the default's length, or a shorter one where the time would hold fewer than eight of those; bfloat16 where it is
faster; the weights of the epoch with the lowest validation loss of any trial are handed over. The clock starts when
libraries and data are loaded.

    FOLDER NETWORK OPTIMIZER SHAPE CLASSES EPOCHS BATCH RATE SECONDS PROCESSES SEED, or --versions
"""

import math
import multiprocessing
import os
import pathlib
import sys
import time

import numpy
import optuna
import torch
from torch import nn
from torch.nn import functional

FEWEST_TRIALS = 8
# Seconds after which a process that is not there has died.
LATE = 300


class Task:
    """The data and what is asked of them."""

    def __init__(self, arguments):
        self.folder = pathlib.Path(arguments[0])
        self.network, self.optimizer = arguments[1:3]
        self.shape = [int(part) for part in arguments[3].split("x")]
        self.classes, self.epochs, self.batch = (int(text) for text in arguments[4:7])
        self.rate, self.seconds = float(arguments[7]), float(arguments[8])
        self.processes, self.seed = int(arguments[9]), int(arguments[10])

    def load(self):
        self.train, self.validation, self.test = (self.part(name) for name in ("train", "validation", "test"))

    def part(self, name):
        x = torch.from_numpy(numpy.fromfile(self.folder / f"{name}.x", "<f4").reshape(-1, *self.shape))
        if len(self.shape) == 3:
            x = x.to(memory_format=torch.channels_last)
        y = torch.from_numpy(numpy.fromfile(self.folder / f"{name}.y", "<f4"))
        return x, y.long() if self.classes else y

    def loss(self, outputs, y, reduction="mean"):
        if self.classes:
            return functional.cross_entropy(outputs.float(), y, reduction=reduction)
        return functional.mse_loss(outputs.float().squeeze(1), y, reduction=reduction)

    def model(self, norm):
        outputs, image = self.classes or 1, len(self.shape) == 3

        def conv(i, o, pool):
            layers = [nn.Conv2d(i, o, 3, padding=1, bias=not norm)] + ([nn.BatchNorm2d(o)] if norm else [])
            return layers + ([nn.MaxPool2d(2)] if pool else []) + [nn.ReLU()]

        def dense(depth, width, activation, normed):
            layers, last = [nn.Flatten()] if image else [], math.prod(self.shape)
            for _ in range(depth):
                layers += [nn.Linear(last, width, bias=not normed)] + ([nn.BatchNorm1d(width)] if normed else [])
                layers, last = layers + [activation()], width
            return nn.Sequential(*layers, nn.Linear(last, outputs))

        if self.network == "mlp":
            return dense(3, 100, nn.ReLU, norm)
        if self.network == "deep":
            return dense(8, 64, nn.ReLU, False)
        if self.network == "sigmoid":
            return dense(3, 100, nn.Sigmoid, norm)
        c, h, w = self.shape
        if self.network == "cnn-small":
            last = 32 * (h // 8) * (w // 8)
            body = conv(c, 8, True) + conv(8, 16, True) + conv(16, 32, True)
            return nn.Sequential(*body, nn.Flatten(), nn.Linear(last, outputs)).to(memory_format=torch.channels_last)
        body = conv(c, 32, False) + conv(32, 32, True) + conv(32, 64, False) + conv(64, 64, True) + conv(64, 128, False)
        head = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, outputs)]
        return nn.Sequential(*body, *head).to(memory_format=torch.channels_last)

    def scores(self, model, part):
        x, y = part
        model.eval()
        with torch.no_grad():
            outputs = torch.cat([model(some).float() for some in x.split(1000)])
            loss = self.loss(outputs, y).item()
            if self.classes:
                return loss, (outputs.argmax(1) != y).float().mean().item()
            return loss, loss / y.var(correction=0).item()

    def steps(self, batch):
        return max(1, len(self.train[0]) // batch)


def optimizer_of(task, name, model, rate, momentum, decay):
    if name == "adamw":
        return torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=decay, fused=True)
    return torch.optim.SGD(
        model.parameters(), lr=rate, momentum=momentum, nesterov=momentum > 0, weight_decay=decay, fused=True)


def train_epoch(task, model, optimizer, schedule, batch, bf16, generator, late=lambda: False):
    """Trains one epoch; false where the time was over before it was."""
    model.train()
    x, y = task.train
    order = torch.randperm(len(x), generator=generator)
    for step in range(task.steps(batch)):
        rows = order[step * batch : (step + 1) * batch]
        with torch.autocast("cpu", torch.bfloat16, enabled=bf16):
            outputs = model(x.index_select(0, rows))
        loss = task.loss(outputs, y.index_select(0, rows))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        if schedule is not None:
            schedule.step()
        if late():
            return False
    return True


def speed(task):
    """Whether bfloat16 is faster, and the seconds of an epoch then, from a second of steps in each."""
    taken = {}
    for bf16 in (False, True):
        model = task.model(task.network != "deep")
        optimizer = optimizer_of(task, "sgd", model, 1e-3, 0.9, 0)
        generator = torch.Generator().manual_seed(0)
        count, begun = [0], [0.0]

        def late():
            count[0] += 1
            if count[0] == 3:
                begun[0] = time.monotonic()
            return count[0] > 5 and time.monotonic() - begun[0] > 0.5

        while train_epoch(task, model, optimizer, None, task.batch, bf16, generator, late):
            pass
        taken[bf16] = (time.monotonic() - begun[0]) / (count[0] - 3)
    bf16 = taken[True] < 0.95 * taken[False]
    return bf16, 1.15 * taken[bf16] * task.steps(task.batch)


def objective(task, trial, deadline, epochs, bf16, best):
    batches = [size for size in (16, 32, 64, 128, 256, 512) if size <= len(task.train[0]) // 4 or size == task.batch]
    batch = trial.suggest_categorical("batch", batches)
    adam = task.optimizer == "adamw"
    rate = trial.suggest_float("rate", 1e-4 if adam else 1e-3, 0.03 if adam else 1.0, log=True)
    decay = trial.suggest_float("decay", 1e-6, 0.3 if adam else 1e-2, log=True)
    momentum = 0.9 if adam else trial.suggest_float("momentum", 0.8, 0.98)
    norm = task.network != "deep" and trial.suggest_categorical("norm", [True, False])
    kind = trial.suggest_categorical("schedule", ["onecycle", "cosine"])
    torch.manual_seed(task.seed * 10_000 + trial.number)
    generator = torch.Generator().manual_seed(task.seed * 10_000 + trial.number)
    model = task.model(norm)
    optimizer = optimizer_of(task, task.optimizer, model, rate, momentum, decay)
    steps = epochs * task.steps(batch)
    schedule = (
        torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps + 1, cycle_momentum=False)
        if kind == "onecycle"
        else torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    )
    lowest = math.inf
    for epoch in range(epochs):
        if not train_epoch(task, model, optimizer, schedule, batch, bf16, generator, lambda: time.time() > deadline):
            raise optuna.TrialPruned
        loss, error = task.scores(model, task.validation)
        if not math.isfinite(loss):
            raise optuna.TrialPruned
        lowest = min(lowest, loss)
        if loss < best["loss"]:
            state = {name: value.clone() for name, value in model.state_dict().items()}
            best.update(loss=loss, error=error, state=state, norm=norm, told=f"epoch {epoch + 1}, {trial.params}")
        trial.report(loss, epoch + 1)
        if trial.should_prune():
            raise optuna.TrialPruned
    return lowest


def warm(task):
    """Loads what the libraries load at their first use."""

    def one(trial):
        return trial.suggest_float("a", 0, 1) + trial.suggest_categorical("b", [0, 1])

    optuna.create_study(sampler=optuna.samplers.TPESampler(multivariate=True, constant_liar=True)).optimize(one, n_trials=12)
    model = task.model(False)
    for name in ("sgd", "adamw"):
        optimizer = optimizer_of(task, name, model, 1e-3, 0.9, 0)
        torch.optim.lr_scheduler.OneCycleLR(optimizer, 1e-3, total_steps=10)
        train_epoch(task, model, optimizer, None, task.batch, False, torch.Generator(), lambda: True)


def storage(task):
    backend = optuna.storages.journal.JournalFileBackend(str(task.folder / "journal"))
    return optuna.storages.JournalStorage(backend)


def work(arguments, number, epochs, bf16, barrier, deadline):
    torch.set_num_threads(1)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    task = Task(arguments)
    task.load()
    sampler = optuna.samplers.TPESampler(multivariate=True, constant_liar=True, seed=100 * task.seed + number)
    pruner = optuna.pruners.HyperbandPruner(min_resource=1, max_resource=epochs, reduction_factor=3)
    study = optuna.load_study(study_name="tune", storage=storage(task), sampler=sampler, pruner=pruner)
    warm(task)
    best = {"loss": math.inf}
    barrier.wait()
    barrier.wait()
    end = deadline.value
    study.optimize(lambda trial: objective(task, trial, end, epochs, bf16, best), timeout=end - time.time())
    if "state" in best:
        torch.save(best, task.folder / f"best-{number}.pt")
    barrier.wait()


def main(arguments):
    if arguments == ["--versions"]:
        print(f"Python {sys.version.split()[0]}, PyTorch {torch.__version__}, Optuna {optuna.__version__}")
        return
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    torch.set_num_threads(1)
    task = Task(arguments)
    task.load()
    warm(task)
    measured = time.time()
    bf16, epoch = speed(task)
    measured = time.time() - measured
    room = (task.seconds - measured) * task.processes
    epochs = max(1, min(task.epochs, int(room / FEWEST_TRIALS / epoch)))
    study = optuna.create_study(study_name="tune", storage=storage(task), direction="minimize")
    default = {"batch": task.batch, "rate": task.rate, "decay": 5e-4, "momentum": 0.9, "norm": True, "schedule": "onecycle"}
    if task.optimizer == "adamw":
        default["decay"] = 1e-2
    study.enqueue_trial(default)
    context = multiprocessing.get_context("spawn")
    barrier, deadline = context.Barrier(task.processes + 1), context.Value("d", 0.0)
    workers = [
        context.Process(target=work, args=(arguments, number, epochs, bf16, barrier, deadline))
        for number in range(task.processes)
    ]
    for worker in workers:
        worker.start()
    barrier.wait(LATE)
    begun = time.time() - measured
    deadline.value = begun + task.seconds
    barrier.wait()
    barrier.wait(task.seconds + LATE)
    seconds = time.time() - begun
    for worker in workers:
        worker.join()
    found = [torch.load(file, weights_only=False) for file in sorted(task.folder.glob("best-*.pt"))]
    trials = optuna.load_study(study_name="tune", storage=storage(task)).trials
    complete = sum(trial.state == optuna.trial.TrialState.COMPLETE for trial in trials)
    told = f"{complete} of {len(trials)} trials complete, of {epochs} epochs" + (", bfloat16" if bf16 else "")
    validation, test = (math.nan, math.nan), (math.nan, math.nan)
    if found:
        best = min(found, key=lambda each: each["loss"])
        model = task.model(best["norm"])
        model.load_state_dict(best["state"])
        validation, test = (best["loss"], best["error"]), task.scores(model, task.test)
        told += "; " + best["told"]
    print("\t".join([*(f"{value:.6f}" for value in (*validation, *test, seconds)), told.replace("\t", " ")]))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main(sys.argv[1:])
