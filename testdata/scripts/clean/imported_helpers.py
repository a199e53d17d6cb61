"""Entry point only: the package beside it reads, trains and saves."""
import sys

from churn.config import parse_args
from churn.experiment import Experiment
from churn.io import save_artifacts


def main(argv):
    args = parse_args(argv)
    experiment = Experiment.from_args(args)
    model = experiment.run()
    save_artifacts(model, args)


if __name__ == "__main__":
    main(sys.argv[1:])
