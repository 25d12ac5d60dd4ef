"""Files in a bucket, on an object storage that answers on this machine: put, read, deleted, and closed to everybody else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import boto3
import pytest
import requests
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, storages
from moto.server import ThreadedMotoServer

from config import environ

BUCKET = "maillage-essai"
KEYS = {"access_key": "essai", "secret_key": "un secret d’essai"}
CONVENTION = "Convention de l’Ourcelle".encode()


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    """The address of an object storage with one empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client(address).create_bucket(Bucket=BUCKET)
    yield address
    server.stop()


def client(address: str) -> Any:
    return boto3.client(
        "s3",
        endpoint_url=address,
        region_name="us-east-1",
        aws_access_key_id="essai",
        aws_secret_access_key="essai",
    )


@pytest.fixture
def bucket(service: str, settings: LazySettings) -> Any:
    """The storage of files, as the variables of an installation set it."""
    default = environ.files(bucket=BUCKET, endpoint=service, region="us-east-1", **KEYS)
    settings.STORAGES = {**settings.STORAGES, "default": default}
    return storages["default"]


def test_a_file_is_put_read_and_deleted(bucket: Any, service: str) -> None:
    name = bucket.save("conventions/2026/texte.txt", ContentFile(CONVENTION))
    assert client(service).get_object(Bucket=BUCKET, Key=name)["Body"].read() == CONVENTION
    with bucket.open(name) as file:
        assert file.read() == CONVENTION
    assert (bucket.exists(name), bucket.size(name)) == (True, len(CONVENTION))
    assert bucket.listdir("conventions/2026") == ([], ["texte.txt"])
    bucket.delete(name)
    assert not bucket.exists(name)


def test_a_file_is_never_written_over(bucket: Any) -> None:
    first = bucket.save("une.txt", ContentFile(b"une"))
    second = bucket.save("une.txt", ContentFile(b"autre"))
    assert first != second
    with bucket.open(first) as file:
        assert file.read() == b"une"


def test_a_file_is_closed_to_everybody_else_and_has_no_address(bucket: Any, service: str) -> None:
    name = bucket.save("secret.txt", ContentFile(b"secret"))
    grants = client(service).get_object_acl(Bucket=BUCKET, Key=name)["Grants"]
    assert not [grant for grant in grants if grant["Grantee"].get("URI")], "no group of people has a right"
    answer = requests.get(f"{service}/{BUCKET}/{name}", timeout=5)
    assert answer.status_code == 403
    assert b"secret" not in answer.content
    with pytest.raises(NotImplementedError, match="has no address"):
        bucket.url(name)


def test_without_a_bucket_files_are_on_the_disk() -> None:
    assert environ.files(bucket="", endpoint="", region="", access_key="", secret_key="") == {
        "BACKEND": f"{FileSystemStorage.__module__.rpartition('.')[0]}.FileSystemStorage"
    }


def test_a_bucket_without_the_package_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(environ, "find_spec", lambda _name: None)
    with pytest.raises(ImproperlyConfigured, match=r"maillage\[s3\]"):
        environ.files(bucket=BUCKET, endpoint="", region="", **KEYS)
