"""Prints what Optuna reads from a study of Joyul's as one line of JSON, then continues it with four trials."""

import json
import sys

import optuna

optuna.logging.set_verbosity(optuna.logging.WARNING)
study = optuna.load_study(
    study_name="ours",
    storage=f"sqlite:///{sys.argv[1]}",
    sampler=optuna.samplers.TPESampler(seed=1, n_startup_trials=2),
)


def text(value):
    return value if abs(value) < float("inf") else repr(value)


trials = study.get_trials()
print(
    json.dumps(
        {
            "direction": study.direction.name,
            "attributes": study.user_attrs,
            "states": [trial.state.name for trial in trials],
            "best": study.best_trial.number,
            "values": [[text(value) for value in trial.values] if trial.values else "none" for trial in trials],
            "params": trials[0].params,
            "readings": [text(value) for value in trials[0].intermediate_values.values()],
            "outcome": trials[2].user_attrs["joyul:outcome"],
            "fixed": trials[4].system_attrs["fixed_params"],
        }
    )
)


def objective(trial):
    rate = trial.suggest_float("lr", 1e-5, 1e-1, log=True)
    trial.suggest_float("dropout", 0.0, 0.7, step=0.05)
    trial.suggest_int("width", 1, 1024, log=True)
    trial.suggest_categorical("norm", ["none", "batch", 2, True])
    trial.set_user_attr("by", "optuna")
    return rate


# The waiting trial and three more.
study.optimize(objective, n_trials=4)
