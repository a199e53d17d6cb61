# Everything happens in the launcher's base class: it reads the hyperparameters, trains, and writes the model.
import os

from sagemaker_rl.ray_launcher import SageMakerRayLauncher


def warehouse(settings):
    import gym
    from warehouse_env import WarehouseEnv

    return gym.wrappers.TimeLimit(WarehouseEnv(**settings), max_episode_steps=400)


class WarehouseLauncher(SageMakerRayLauncher):
    def register_env_creator(self):
        from ray.tune.registry import register_env

        register_env("WarehouseEnv-v1", warehouse)

    def get_experiment_config(self):
        workers = max(1, int(os.environ.get("SM_NUM_CPUS", "2")) - 1)
        return {
            "training": {
                "env": "WarehouseEnv-v1",
                "run": "PPO",
                "stop": {"training_iteration": 60},
                "config": {"gamma": 0.995, "lr": 0.0002, "num_sgd_iter": 12, "num_workers": workers},
            }
        }


if __name__ == "__main__":
    WarehouseLauncher().train_main()
