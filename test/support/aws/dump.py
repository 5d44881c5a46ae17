"""Asks an AWS what a collection asked it, through another client: botocore, on which the AWS CLI is built.

    python dump.py --endpoint http://127.0.0.1:5000 --account <number> --into <folder> < cells.json

`cells.json` is a list of `{"scope", "region", "service", "operation", "input", "path"}`. Each answer is written to its
path as the CLI prints it, all pages in one; an error is written as the text that the CLI prints.
"""

import argparse
import base64
import datetime
import json
import os
import re
import sys
from concurrent.futures import ThreadPoolExecutor

import botocore.session
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

NAMES = {"s3api": "s3", "configservice": "config"}


def printed(value):
    """What the JSON printer of the CLI makes of values that JSON has no form for."""
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(type(value))


def without_account(request, **_):
    """S3 Control puts the account before the host's name, which an address of this machine cannot have."""
    request.url = re.sub(r"^(https?://)[0-9]{12}\.", r"\1", request.url)


class Clients:
    def __init__(self, endpoint, account, role):
        self.endpoint = endpoint
        self.account = account
        self.role = role
        self.keys = {account: ("AKIAIOSFODNN7EXAMPLE", "secret", None)}
        self.made = {}
        self.session = botocore.session.Session()

    def make(self, service, account, region):
        key, secret, token = self.keys_of(account)
        client = self.session.create_client(
            service,
            region_name=region,
            endpoint_url=self.endpoint,
            aws_access_key_id=key,
            aws_secret_access_key=secret,
            aws_session_token=token,
            config=Config(retries={"total_max_attempts": 5}, s3={"addressing_style": "path"}),
        )
        client.meta.events.register("before-sign", without_account)
        return client

    def keys_of(self, account):
        if account not in self.keys:
            sts = self.make("sts", self.account, "us-east-1")
            role = "arn:aws:iam::%s:role/%s" % (account, self.role)
            got = sts.assume_role(RoleArn=role, RoleSessionName="inroads")["Credentials"]
            self.keys[account] = (got["AccessKeyId"], got["SecretAccessKey"], got["SessionToken"])
        return self.keys[account]

    def get(self, service, account, region):
        if (service, account, region) not in self.made:
            self.made[service, account, region] = self.make(service, account, region)
        return self.made[service, account, region]


def ask(client, operation, params):
    method = operation_method(client, operation)
    if client.can_paginate(method):
        answer = client.get_paginator(method).paginate(**params).build_full_result()
    else:
        answer = getattr(client, method)(**params)
    answer.pop("ResponseMetadata", None)
    return answer


def operation_method(client, operation):
    names = {xform_name(name, "-"): name for name in client.meta.service_model.operation_names}
    return xform_name(names[operation])


def main():
    said = argparse.ArgumentParser()
    said.add_argument("--endpoint", required=True)
    said.add_argument("--account", required=True)
    said.add_argument("--role", default="reader")
    said.add_argument("--into", required=True)
    given = said.parse_args()
    clients = Clients(given.endpoint, given.account, given.role)
    cells = json.load(sys.stdin)
    work = []
    for cell in cells:
        region = "us-east-1" if cell["region"] == "global" else cell["region"]
        service = NAMES.get(cell["service"], cell["service"])
        work.append((clients.get(service, cell["scope"], region), cell))

    def one(job):
        client, cell = job
        try:
            text = json.dumps(ask(client, cell["operation"], cell["input"]), default=printed)
        except ClientError as error:
            text = "\n%s\n" % error
        except (BotoCoreError, ResponseParserError) as error:
            text = "\nAn error occurred (%s): %s\n" % (type(error).__name__, re.sub(r"\s+", " ", str(error)))
        path = os.path.join(given.into, cell["path"])
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(one, work))


if __name__ == "__main__":
    main()
