package sklearn

import (
	_ "embed"

	"github.com/trainlsp/trainlsp/enhancer/rule"
)

//go:embed missing_sklearn_import.md
var missingSklearnImportPage string

// missingSklearnImport finds scikit-learn's classes and functions used without an import: a NameError as soon as the
// line runs.
var missingSklearnImport = &rule.Rule{
	Name:      "missing_sklearn_import",
	Level:     1,
	Severity:  rule.Error,
	Lacks:     true,
	Summary:   "scikit-learn is used and not imported",
	Framework: "sklearn",
	Fixable:   true,
	Page:      missingSklearnImportPage,
	Check:     rule.MissingImport("sklearn", home),
}

// home says which module a name of scikit-learn comes from, for the names that no other package is known for.
// Source: scikit-learn 1.8 API reference (December 2025).
var home = invert(map[string][]string{
	"sklearn.calibration":             {"CalibratedClassifierCV"},
	"sklearn.cluster":                 {"AgglomerativeClustering", "DBSCAN", "HDBSCAN", "KMeans", "MeanShift", "MiniBatchKMeans", "SpectralClustering"},
	"sklearn.compose":                 {"ColumnTransformer", "TransformedTargetRegressor", "make_column_selector", "make_column_transformer"},
	"sklearn.decomposition":           {"LatentDirichletAllocation", "NMF", "PCA", "TruncatedSVD"},
	"sklearn.dummy":                   {"DummyClassifier", "DummyRegressor"},
	"sklearn.ensemble":                {"AdaBoostClassifier", "AdaBoostRegressor", "BaggingClassifier", "BaggingRegressor", "ExtraTreesClassifier", "ExtraTreesRegressor", "GradientBoostingClassifier", "GradientBoostingRegressor", "HistGradientBoostingClassifier", "HistGradientBoostingRegressor", "IsolationForest", "RandomForestClassifier", "RandomForestRegressor", "StackingClassifier", "StackingRegressor", "VotingClassifier", "VotingRegressor"},
	"sklearn.feature_extraction":      {"DictVectorizer"},
	"sklearn.feature_extraction.text": {"CountVectorizer", "HashingVectorizer", "TfidfTransformer", "TfidfVectorizer"},
	"sklearn.feature_selection":       {"RFE", "RFECV", "SelectFromModel", "SelectKBest", "VarianceThreshold"},
	"sklearn.gaussian_process":        {"GaussianProcessClassifier", "GaussianProcessRegressor"},
	"sklearn.impute":                  {"IterativeImputer", "KNNImputer", "MissingIndicator", "SimpleImputer"},
	"sklearn.linear_model":            {"ElasticNet", "ElasticNetCV", "Lasso", "LassoCV", "LinearRegression", "LogisticRegression", "LogisticRegressionCV", "PassiveAggressiveClassifier", "Perceptron", "Ridge", "RidgeCV", "RidgeClassifier", "SGDClassifier", "SGDRegressor"},
	"sklearn.metrics":                 {"accuracy_score", "average_precision_score", "balanced_accuracy_score", "classification_report", "confusion_matrix", "f1_score", "log_loss", "mean_absolute_error", "mean_squared_error", "precision_recall_curve", "precision_score", "r2_score", "recall_score", "roc_auc_score", "roc_curve"},
	"sklearn.mixture":                 {"GaussianMixture"},
	"sklearn.model_selection":         {"GridSearchCV", "GroupKFold", "KFold", "RandomizedSearchCV", "StratifiedKFold", "StratifiedShuffleSplit", "TimeSeriesSplit", "cross_val_score", "cross_validate", "train_test_split"},
	"sklearn.multioutput":             {"MultiOutputClassifier", "MultiOutputRegressor"},
	"sklearn.naive_bayes":             {"BernoulliNB", "GaussianNB", "MultinomialNB"},
	"sklearn.neighbors":               {"KNeighborsClassifier", "KNeighborsRegressor", "NearestNeighbors"},
	"sklearn.neural_network":          {"MLPClassifier", "MLPRegressor"},
	"sklearn.pipeline":                {"FeatureUnion", "make_pipeline"},
	"sklearn.preprocessing":           {"FunctionTransformer", "KBinsDiscretizer", "LabelBinarizer", "LabelEncoder", "MinMaxScaler", "MultiLabelBinarizer", "OneHotEncoder", "OrdinalEncoder", "PolynomialFeatures", "PowerTransformer", "QuantileTransformer", "RobustScaler", "StandardScaler"},
	"sklearn.svm":                     {"LinearSVC", "LinearSVR", "NuSVC", "OneClassSVM", "SVC", "SVR"},
	"sklearn.tree":                    {"DecisionTreeClassifier", "DecisionTreeRegressor"},
})

func invert(modules map[string][]string) map[string]string {
	home := map[string]string{}
	for module, names := range modules {
		for _, name := range names {
			home[name] = module
		}
	}
	return home
}
