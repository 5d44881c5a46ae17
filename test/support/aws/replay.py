"""An AWS that answers from a dump: every protocol over HTTP, written by nobody here.

Requests are parsed and answers serialized by moto's generic parsers and serializers after botocore's models of the
services, so that an SDK meets the shapes that AWS documents. What it answers stands in a folder as `inroads import`
reads it: `<account>/<region or global>/<service>-<operation>[.json | /<name>.json]`.

    python replay.py --dump <folder> --account <number> [--page-size 2] [--port 0]

The first line of its output is the port. Who assumes a role gets an access key that holds the role's account number.
Paths below `/__` are for tests: `GET /__calls` (what was asked since the last time), `PUT /__faults` (a list of
`{"service", "operation", "account", "region", "kind", "times"}`; what is left out fits everything).
"""

import argparse
import base64
import json
import os
import re
import socket
import sys
import threading
import time
import warnings
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, unquote, urlsplit

import botocore
import botocore.session
from moto.core.loaders import create_loader
from moto.core.model import ServiceModel
from moto.core.parse import PROTOCOL_PARSERS
from moto.core.request import determine_request_protocol
from moto.core.serialize import get_serializer_class
from botocore.model import OperationNotFoundError
from werkzeug.datastructures import Headers, MultiDict

CLI_NAMES = {"s3": "s3api", "config": "configservice"}
ACROSS_REGIONS = {"iam", "s3", "sts", "organizations", "route53", "s3control"}


class Services:
    """Models of the services, loaded when first asked for."""

    def __init__(self):
        self.loader = create_loader()
        self.models = {}
        self.paginators = {}
        self.by_signing_name = {}
        self.lock = threading.Lock()
        names = botocore.session.Session().get_available_services()
        for name in names:
            self.by_signing_name.setdefault(name, []).append(name)
        self.wanted = names

    def model(self, name):
        with self.lock:
            if name not in self.models:
                self.models[name] = ServiceModel(self.loader.load_service_model(name, "service-2"), name)
            return self.models[name]

    def paginator(self, name, operation):
        with self.lock:
            if name not in self.paginators:
                try:
                    self.paginators[name] = self.loader.load_service_model(name, "paginators-1")["pagination"]
                except botocore.exceptions.UnknownServiceError:
                    self.paginators[name] = {}
            return self.paginators[name].get(operation)

    def signed_as(self, signing_name):
        """Services whose requests are signed with this name."""
        if signing_name in SIGNED:
            return SIGNED[signing_name]
        return [signing_name] if signing_name in self.wanted else []


# Services that are signed under another name than their own, or share one.
SIGNED = {
    "s3": ["s3"],
    "s3express": ["s3"],
    "elasticfilesystem": ["efs"],
    "monitoring": ["cloudwatch"],
    "elasticloadbalancing": ["elbv2"],
    "sso": ["sso-admin", "sso"],
    "aoss": ["opensearchserverless"],
    "ses": ["sesv2", "ses"],
    "execute-api": [],
    "lex": ["lexv2-models"],
    "es": ["opensearch", "es"],
    "servicecatalog": ["servicecatalog"],
    "bedrock-agentcore": ["bedrock-agentcore-control"],
    "refactor-spaces": ["migration-hub-refactor-spaces"],
    "codeguru-profiler": ["codeguruprofiler"],
    "dynamodb": ["dynamodb", "dynamodbstreams"],
    "cloudhsm": ["cloudhsmv2"],
    "config": ["config"],
}


class Refusal(Exception):
    """An error of the service, as its serializer expects one."""

    def __init__(self, code, message, status=400):
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


def operation_of(model, method, path, query, headers, form):
    """Name and parameters of the path of the operation that a request asks for."""
    target = headers.get("X-Amz-Target")
    if target:
        return target.split(".")[-1], {}
    if "Action" in form:
        return form["Action"], {}
    # Paths alone do not tell all operations of S3 apart.
    if query.get("x-id") in model.operation_names:
        template = model.operation_model(query["x-id"]).http.get("requestUri", "/").partition("?")[0]
        return query["x-id"], match_path(template, path) or {}
    best = None
    for name in model.operation_names:
        http = model.operation_model(name).http
        if http.get("method") != method:
            continue
        template, _, fixed = http.get("requestUri", "/").partition("?")
        found = match_path(template, path)
        if found is None:
            continue
        wanted = dict(parse_qsl(fixed, keep_blank_values=True)) if fixed else {}
        if any(key not in query or (value and query[key] != value) for key, value in wanted.items()):
            continue
        score = (len(wanted), -template.count("{"), len(template))
        if best is None or score > best[0]:
            best = (score, name, found)
    return (best[1], best[2]) if best else (None, {})


def match_path(template, path):
    pattern = ""
    for part in re.split(r"(\{[^}]+\})", template.rstrip("/") or "/"):
        if part.startswith("{"):
            name = part[1:-1]
            greedy = name.endswith("+")
            pattern += "(?P<%s>%s)" % (re.sub(r"\W", "_", name.rstrip("+")), ".+" if greedy else "[^/]+")
        else:
            pattern += re.escape(part)
    found = re.fullmatch(pattern, path.rstrip("/") or "/")
    if found is None:
        return None
    names = [name[1:-1].rstrip("+") for name in re.findall(r"\{[^}]+\}", template)]
    return {name: found.group(re.sub(r"\W", "_", name)) for name in names}


class Dump:
    """Answers by account, Region and call."""

    def __init__(self, folder):
        self.answers = {}
        self.regions = {}
        for account in sorted(os.listdir(folder)):
            if not re.fullmatch(r"[0-9]{12}", account):
                continue
            for region in sorted(os.listdir(os.path.join(folder, account))):
                if region != "global":
                    self.regions.setdefault(account, set()).add(region)
                base = os.path.join(folder, account, region)
                for entry in sorted(os.listdir(base)):
                    at = os.path.join(base, entry)
                    if os.path.isdir(at):
                        for name in sorted(os.listdir(at)):
                            self.add(account, region, entry, stem(name), os.path.join(at, name))
                    else:
                        self.add(account, region, stem(entry), "", at)

    def add(self, account, region, call, name, path):
        with open(path, encoding="utf-8") as file:
            text = file.read()
        parts = tuple(unquote(part) for part in name.split("--")) if name else ()
        whole = (unquote(name),) if name else ()
        self.answers.setdefault((account, call), []).append((region, parts, whole, text))

    def find(self, account, region, service, call, said):
        """The text of the answer; None if there is none, and whether the call is one about a single thing."""
        about_one = False
        across = service in ACROSS_REGIONS
        for at, parts, whole, text in self.answers.get((account, call), []):
            if not across and at not in (region, "global"):
                continue
            if not parts:
                return text, False
            about_one = True
            if all(part in said for part in parts) or all(part in said for part in whole):
                return text, True
        return None, about_one


def stem(name):
    return re.sub(r"\.(json|txt)$", "", name)


def texts_in(value):
    """Every text among the parameters, also the last part of those that are ARNs or paths."""
    found = set()
    if isinstance(value, str):
        found.add(value)
        found.add(re.split(r"[/:]", value)[-1])
    elif isinstance(value, dict):
        for inner in value.values():
            found |= texts_in(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            found |= texts_in(inner)
    return found


def as_modelled(value, shape):
    """What the CLI printed as the values that a serializer takes."""
    kind = shape.type_name
    if value is None:
        return None
    if kind == "structure" and isinstance(value, dict):
        if shape.name == "AttributeValue":
            return value
        members = shape.members
        return {
            name: as_modelled(inner, members[name])
            for name, inner in value.items()
            if name in members and inner is not None
        }
    if kind == "list" and isinstance(value, list):
        return [as_modelled(inner, shape.member) for inner in value]
    if kind == "map" and isinstance(value, dict):
        return {name: as_modelled(inner, shape.value) for name, inner in value.items()}
    if kind == "timestamp" and isinstance(value, str):
        return datetime.fromisoformat(value.replace("Z", "+00:00"))
    if kind == "timestamp":
        return datetime.fromtimestamp(value, timezone.utc)
    if kind == "blob" and isinstance(value, str):
        return value
    if kind == "string" and not isinstance(value, str):
        text = json.dumps(value)
        return quote(text, safe="") if shape.name == "policyDocumentType" else text
    return value


def nothing(operation_model, service):
    """The code with which the service says that there is none."""
    for shape in operation_model.error_shapes:
        if "NotFound" in shape.name or "NoSuch" in shape.name:
            return shape.error_code
    return "NoSuchConfiguration" if service in ("s3", "s3control") else "ResourceNotFoundException"


class Estate:
    def __init__(self, dump, account, page_size):
        self.dump = Dump(dump)
        self.account = account
        self.page_size = page_size
        self.services = Services()

    def answer(self, service, operation, params, account, region):
        model = self.services.model(service)
        kebab = botocore.xform_name(operation, "-")
        call = "%s-%s" % (CLI_NAMES.get(service, service), kebab)
        if service == "sts" and operation == "GetCallerIdentity":
            return {"Account": account, "UserId": "AIDAREADER", "Arn": "arn:aws:iam::%s:user/reader" % account}
        if service == "sts" and operation == "AssumeRole":
            into = params["RoleArn"].split(":")[4]
            return {
                "Credentials": {
                    "AccessKeyId": "ASIA" + into + "KEYS",
                    "SecretAccessKey": "canary-secret-access-key",
                    "SessionToken": "canary-session-token",
                    "Expiration": datetime.fromtimestamp(time.time() + 3600, timezone.utc),
                },
                "AssumedRoleUser": {
                    "AssumedRoleId": "AROAREADER:s",
                    "Arn": "arn:aws:sts::%s:assumed-role/reader/s" % into,
                },
            }
        text, about_one = self.dump.find(account, region, service, call, texts_in(params))
        if service == "ec2" and operation == "DescribeRegions" and text is None:
            names = sorted(self.dump.regions.get(account, set()) | {"us-east-1"})
            return {"Regions": [{"RegionName": name, "OptInStatus": "opt-in-not-required"} for name in names]}
        output = model.operation_model(operation).output_shape
        if text is None:
            if about_one or not re.match(r"(list|describe|get-(resources|buckets|rest|domain-names|resource-))", kebab):
                raise Refusal(nothing(model.operation_model(operation), service), "there is none", 404)
            lists = {} if output is None else output.members
            return {name: [] for name, shape in lists.items() if shape.type_name == "list"}
        code = re.search(r"\(([A-Za-z0-9._]+)\)", text) if not text.lstrip().startswith(("{", "[")) else None
        if code:
            raise Refusal(code.group(1), text.strip()[:200], 403)
        body = json.loads(text)
        if isinstance(body, dict) and isinstance(body.get("Error"), dict):
            raise Refusal(body["Error"].get("Code", "InternalError"), body["Error"].get("Message", ""), 403)
        return self.page(service, operation, as_modelled(body, output), params) if output else {}

    def page(self, service, operation, body, params):
        """A part of the answer, where the operation has pages."""
        paging = self.services.paginator(service, operation)
        if not self.page_size or paging is None:
            return body
        keys = paging["result_key"] if isinstance(paging["result_key"], list) else [paging["result_key"]]
        token = paging["input_token"]
        out = paging["output_token"]
        simple = re.compile(r"[A-Za-z]+")
        if not all(isinstance(name, str) and simple.fullmatch(name) for name in (*keys, token, out)):
            return body
        given = params.get(token)
        try:
            start = int(base64.b64decode(given)) if given else 0
        except ValueError:
            raise Refusal("ValidationException", "the token is not valid") from None
        end = start + self.page_size
        more = any(len(body.get(key) or []) > end for key in keys)
        part = {**body, **{key: body[key][start:end] for key in keys if key in body}}
        part.pop(out, None)
        truncated = paging.get("more_results")
        if truncated and simple.fullmatch(truncated):
            part[truncated] = more
        if more:
            part[out] = base64.b64encode(str(end).encode()).decode()
        return part


class Faults:
    def __init__(self):
        self.rules = []
        self.lock = threading.Lock()

    def set(self, rules):
        with self.lock:
            self.rules = [dict(rule) for rule in rules]

    def take(self, call):
        with self.lock:
            for rule in self.rules:
                if rule.get("times", 1) > 0 and all(
                    rule.get(name) in (None, call[name]) for name in ("service", "operation", "account", "region")
                ):
                    rule["times"] = rule.get("times", 1) - 1
                    return rule
        return None


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # Answers go out at once: without this each waits 40 ms for the client's acknowledgement.
    disable_nagle_algorithm = True

    def log_message(self, *_):
        pass

    def do_GET(self):
        self.handle_any()

    do_POST = do_PUT = do_HEAD = do_DELETE = do_GET

    def handle_any(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        url = urlsplit(self.path)
        if url.path.startswith("/__"):
            return self.control(url.path, body)
        query = dict(parse_qsl(url.query, keep_blank_values=True))
        content = self.headers.get("Content-Type", "")
        is_form = content.startswith("application/x-www-form-urlencoded")
        form = dict(parse_qsl(body.decode(), keep_blank_values=True)) if is_form else {}
        scope = re.search(r"Credential=([^/]+)/[^/]+/([^/]+)/([^/]+)/", self.headers.get("Authorization", ""))
        if scope is None:
            return self.send(403, "text/plain", b"no signature")
        key, region, signing = scope.groups()
        account = key[4:16] if key.startswith("ASIA") else self.server.estate.account
        try:
            found = self.identify(signing, url.path, query, form)
            if found is None:
                return self.send(404, "text/html", b"<html>no such operation</html>")
            self.reply(found, account, region, url, body, query, form)
        except BrokenPipeError:
            pass

    def identify(self, signing, path, query, form):
        # S3 takes any path for an object's.
        names = ["s3control"] if path.startswith("/v20180820/") else self.server.estate.services.signed_as(signing)
        for name in names:
            model = self.server.estate.services.model(name)
            operation, uri = operation_of(model, self.command, path, query, self.headers, form)
            if operation in model.operation_names:
                return name, model, operation, uri
        return None

    def reply(self, found, account, region, url, body, query, form):
        service, model, operation, uri = found
        call = {"service": service, "operation": operation, "account": account, "region": region}
        self.server.calls.append(call)
        operation_model = model.operation_model(operation)
        protocol = determine_request_protocol(model, self.headers.get("Content-Type", "").split(";")[0])
        serializer = get_serializer_class(service, protocol)(operation_model)
        status = None
        rule = self.server.faults.take(call)
        if rule is not None and self.fail(rule["kind"], serializer, operation):
            return
        try:
            values = MultiDict(parse_qsl(url.query, keep_blank_values=True))
            values.update(form)
            params = PROTOCOL_PARSERS[protocol](operation_model).parse(
                {
                    "method": self.command,
                    "values": values,
                    "headers": Headers(list(self.headers.items())),
                    "body": body,
                    "url_path": url.path,
                    "url_params": uri,
                }
            )
            answer = self.server.estate.answer(service, operation, params, account, region)
        except Refusal as refusal:
            answer, status = refusal, refusal.status
        sent = serializer.serialize(answer)
        text = sent["body"] if isinstance(sent["body"], bytes) else (sent["body"] or "").encode()
        if rule is not None and rule["kind"] == "truncated":
            text = text[: len(text) // 2]
        headers = dict(sent["headers"])
        self.send(status or sent["status_code"], headers.pop("Content-Type", "text/xml"), text, headers)

    def fail(self, kind, serializer, operation):
        """Plays a fault; False where it only bears on the answer."""
        codes = {
            "403": ("AccessDeniedException", 403),
            "404": ("ResourceNotFoundException", 404),
            "429": ("ThrottlingException", 429),
            "500": ("InternalFailure", 500),
            "expired": ("ExpiredTokenException", 403),
        }
        if kind in codes:
            code, status = codes[kind]
            sent = serializer.serialize(Refusal(code, "played by the test: %s" % operation))
            more = {"Retry-After": "0.05"} if kind == "429" else {}
            self.send(status, sent["headers"].get("Content-Type", "text/xml"), sent["body"].encode(), more)
        elif kind == "html":
            self.send(500, "text/html", b"<html><body>a proxy speaks</body></html>")
        elif kind == "empty":
            self.send(200, "application/octet-stream", b"")
        elif kind == "reset":
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            self.close_connection = True
            self.connection.close()
        elif kind == "hang":
            time.sleep(self.server.hang_seconds)
            self.close_connection = True
        elif kind == "drip":
            self.send_response(200)
            self.send_header("Content-Length", "100000")
            self.end_headers()
            for _ in range(int(self.server.hang_seconds * 10)):
                self.wfile.write(b" ")
                time.sleep(0.1)
            self.close_connection = True
        else:
            return False
        return True

    def control(self, path, body):
        if path == "/__calls":
            calls, self.server.calls = self.server.calls, []
            return self.send(200, "application/json", json.dumps(calls).encode())
        if path == "/__faults":
            self.server.faults.set(json.loads(body))
            return self.send(200, "application/json", b"{}")
        return self.send(404, "text/plain", b"")

    def send(self, status, kind, body, headers=None):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, str(value))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


def main():
    said = argparse.ArgumentParser()
    said.add_argument("--dump", required=True)
    said.add_argument("--account", required=True)
    said.add_argument("--page-size", type=int, default=0)
    said.add_argument("--port", type=int, default=0)
    said.add_argument("--hang-seconds", type=float, default=5)
    given = said.parse_args()
    # Codes that a service's model does not list are refused by AWS as well.
    warnings.filterwarnings("ignore", message=".*does not match an error shape")
    server = ThreadingHTTPServer(("127.0.0.1", given.port), Handler)
    server.daemon_threads = True
    server.estate = Estate(given.dump, given.account, given.page_size)
    server.faults = Faults()
    server.calls = []
    server.hang_seconds = given.hang_seconds
    sys.stdout.write("%d\n" % server.server_address[1])
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
