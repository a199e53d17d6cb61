package frameworks

import (
	"strings"
	"testing"
)

func TestIsLibrary(t *testing.T) {
	for _, name := range strings.Fields(`os json asyncio tomllib distutils imp cgi asyncore zoneinfo graphlib annotationlib
		compression __future__ numpy pandas torch boto3 tqdm sagemaker smdebug smdistributed sagemaker_containers horovod apex
		timm PIL cv2 sklearn yaml google datasets`) {
		if !IsLibrary(name) {
			t.Errorf("%s is no library", name)
		}
	}
	if !IsLibrary("os.path") || !IsLibrary("google.cloud.storage") {
		t.Error("a submodule of a library is none")
	}
	for _, name := range strings.Fields(`utils model models data dataset train trainer config helpers common src lib code test
		evaluate distributed parser my_package`) {
		if IsLibrary(name) {
			t.Errorf("%s is a library", name)
		}
	}
	if IsLibrary("") || IsLibrary(".utils") {
		t.Error("a relative import is of a library")
	}
}

func TestLibrariesStandOnce(t *testing.T) {
	seen := make(map[string]bool)
	for _, name := range append(strings.Fields(standardLibrary), strings.Fields(thirdParty)...) {
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		if !identifier.MatchString(name) {
			t.Errorf("%q is no module", name)
		}
		seen[name] = true
	}
}
