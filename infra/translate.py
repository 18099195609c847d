"""Writes a packaged template as CloudFormation will have it once AWS has taken SAM's words out: from standard input to
standard output, in the embedded cloud's environment, which has SAM's own translator.
"""

import json
import os
import sys
from typing import Any

from samtranslator.model.exceptions import InvalidDocumentException
from samtranslator.parser.parser import Parser
from samtranslator.translator.translator import Translator

PARAMETERS = {"Stage": "prod", "EmulatorEndpoint": ""}


def translate(template: dict[str, Any]) -> dict[str, Any]:
    """Return the template in CloudFormation's own words. InvalidDocumentException says all that SAM refuses."""
    for resource in template["Resources"].values():
        if resource["Type"] == "AWS::Serverless::Function":
            # As deploying has it: the translator takes no path on this computer.
            resource["Properties"]["CodeUri"] = {"Bucket": "artifacts", "Key": "deployment.zip"}
    translated: dict[str, Any] = Translator({}, Parser()).translate(template, PARAMETERS)
    return translated


def main() -> int:
    os.environ.setdefault("AWS_DEFAULT_REGION", "eu-central-1")  # whose partition it writes
    try:
        json.dump(translate(json.load(sys.stdin)), sys.stdout, indent=1)
    except InvalidDocumentException as error:
        print(error.message, *(cause.message for cause in error.causes), sep="\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
