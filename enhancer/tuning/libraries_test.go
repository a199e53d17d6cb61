package tuning

import (
	"regexp"
	"testing"
)

// TestLibraryLinesAreRegexes wants each line of the table to be a regex: one that is none would count as anything.
func TestLibraryLinesAreRegexes(t *testing.T) {
	for module, lines := range libraryLines {
		for _, line := range lines {
			if tree(line) == nil {
				t.Errorf("%s: %s is no regex", module, line)
			}
		}
	}
}

// TestLibraryLines shows what the libraries print to their lines in the table.
func TestLibraryLines(t *testing.T) {
	for line, module := range map[string]string{
		"[0]\ttrain-auc:0.51234\tvalidation-auc:0.5":                                "xgboost",
		"[12]\tvalidation_0-rmse:1.5e-05":                                           "xgboost",
		"[3]\ttrain-rmse:0.5+0.01\ttest-rmse:0.6+0.02":                              "xgboost",
		"[10]\tvalid_0's binary_logloss: 0.61\tvalid_1's auc: 0.7":                  "lightgbm",
		"[LightGBM] [Info] [binary:BoostFromScore]: pavg=0.499 -> initscore=-0.003": "lightgbm",
		"0:\tlearn: 0.66\ttest: 0.67\tbest: 0.67 (0)\ttotal: 52ms\tremaining: 5.1s": "catboost",
		"bestTest = 0.5": "catboost",
		"Fitting 5 folds for each of 3 candidates, totalling 15 fits":                               "sklearn",
		"[CV 1/5] END .......C=1, gamma=0.1;, score=0.96 total time=   0.1s":                        "sklearn",
		"[Parallel(n_jobs=4)]: Using backend LokyBackend with 4 concurrent workers.":                "sklearn",
		"[Parallel(n_jobs=4)]: Done  10 out of  10 | elapsed:    0.1s finished":                     "sklearn",
		"[Parallel(n_jobs=4)]: Done  42 tasks      | elapsed:    1.1min":                            "sklearn",
		"Training loss did not improve more than tol=0.000100 for 10 consecutive epochs. Stopping.": "sklearn",
		"Stopped by overfitting detector  (20 iterations wait)":                                     "catboost",
		"Training until validation scores don't improve for 5 rounds":                               "lightgbm",
		"Early stopping, best iteration is:\n[7]\tvalid_0's auc: 0.9":                               "lightgbm",
		"{'val_loss': tensor(0.5, device='cuda:0'), 'val_acc': 0.9}":                                "lightning",
		"Iteration 1, loss = 0.52": "sklearn",
		"10/10 [==============================] - 1s 5ms/step - loss: 0.5 - accuracy: 0.9 - val_loss: 0.6": "keras",
		"10/10 - 1s - loss: 0.5 - val_accuracy: 0.9":                                                       "keras",
		"10/10 ━━━━━━━━━━━━━━━━━━━━ 1s 5ms/step - accuracy: 0.9 - loss: 0.1":                               "keras",
		"Epoch 1: val_loss improved from inf to 0.5, saving model to /opt/ml/model/best.h5":                "keras",
		"INFO:tensorflow:Saving dict for global step 100: accuracy = 0.9, loss = 0.1":                      "tensorflow",
		"{'loss': 0.6, 'grad_norm': 1.5, 'learning_rate': 5e-05, 'epoch': 1.0}":                            "transformers",
		"  eval_accuracy           =     0.9":                                                              "transformers",
		"***** train metrics *****":                                                                        "transformers",
		" 50%|█████     | 5/10 [00:01<00:01,  4.95it/s]":                                                   "tqdm",
		"Map: 100%|██████████| 10/10 [00:00<00:00, 95.15 examples/s]":                                      "datasets",
		"Epoch 0: 100%|██████████| 10/10 [00:01<00:00, 9.5it/s, v_num=0, train_loss=0.5]":                  "lightning",
		"│         val_loss          │    0.5          │":                                                  "lightning",
	} {
		t.Run(line, func(t *testing.T) {
			matched := false
			for _, l := range libraryLines[module] {
				matched = matched || regexp.MustCompile(`^(?:`+l+`)$`).MatchString(line)
			}
			if !matched {
				t.Errorf("no line of %s is like this", module)
			}
		})
	}
}

// TestLibraryLinesAreParticular wants no library's line to take a metric under a name that the library does not print: a script
// that imports it would have no regex without a match.
func TestLibraryLinesAreParticular(t *testing.T) {
	for module, lines := range libraryLines {
		if matchesAny("ZQ is\t<([0-9.]+)>", lines) {
			t.Errorf("%s may print anything", module)
		}
	}
}
