"""Publishing to S3-compatible storage, against moto's server."""

import pytest

from plugins.publish.targets.http_check import ask
from tests.portal import STORIES, list_stories, make_portal

boto3 = pytest.importorskip("boto3", reason="the extra s3 is not installed (make test installs it)")
STORY = "tin/2024/06/bai-1/index.html"


@pytest.fixture(scope="module")
def storage():
    from moto.server import ThreadedMotoServer

    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(storage, monkeypatch, tmp_path):
    names = {"ACCESS_KEY_ID": "thu", "SECRET_ACCESS_KEY": "bi-mat", "DEFAULT_REGION": "us-east-1"}
    for name, value in names.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_ENDPOINT_URL_S3", storage)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "none"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    client = boto3.client("s3", endpoint_url=storage)
    client.create_bucket(Bucket="cong")
    yield client
    for each in client.list_objects_v2(Bucket="cong").get("Contents", ()):
        client.delete_object(Bucket="cong", Key=each["Key"])
    client.delete_bucket(Bucket="cong")
    client.close()


@pytest.fixture
def portal(tmp_path, client):
    return make_portal(tmp_path / "portal")


DEPLOY = ("--deploy", "s3://cong/xa", "--check", "0")


def keys(client) -> dict[str, dict]:
    listed = client.list_objects_v2(Bucket="cong").get("Contents", ())
    return {each["Key"].removeprefix("xa/"): each for each in listed}


def test_everything_is_there_with_its_kind_and_how_long_it_keeps(portal, client):
    portal.published(*DEPLOY)
    there = set(keys(client))
    built = {path.relative_to(portal.site).as_posix() for path in portal.site.rglob("*") if path.is_file()}
    assert built <= there and not any(key.endswith((".br", ".gz")) for key in there)
    style = client.head_object(Bucket="cong", Key="xa/theme/style.0a1b2c3d.css")
    assert style["CacheControl"] == "public, max-age=31536000, immutable"
    assert style["ContentType"] == "text/css; charset=utf-8"
    page = client.get_object(Bucket="cong", Key="xa/index.html")
    assert page["CacheControl"] == "public, max-age=60"
    assert page["Body"].read() == (portal.site / "index.html").read_bytes()


def test_pages_come_after_what_they_load_and_the_home_page_last(portal, client, monkeypatch):
    from plugins.publish.targets import s3 as bucket

    sent, put = [], bucket.BucketPlace._put
    monkeypatch.setattr(
        bucket.BucketPlace, "_put", lambda self, path, *more: sent.append(path) or put(self, path, *more)
    )
    portal.published(*DEPLOY)
    order = [sent.index(path) for path in ("theme/style.0a1b2c3d.css", STORY, "feeds/tat-ca.atom.xml")]
    assert order == sorted(order)
    assert sent.index("index.html") > max(sent.index(f"{a.strip('/')}/index.html") for a in STORIES)
    assert sent[-1] == ".release/state.json"


def test_only_what_differs_is_sent(portal, client):
    portal.published(*DEPLOY)
    before = keys(client)
    portal.page("/tin/2024/07/moi/")
    list_stories(portal, (*STORIES, "/tin/2024/07/moi/"))
    portal.published(*DEPLOY)
    after = keys(client)
    again = {key for key in before if after[key]["LastModified"] != before[key]["LastModified"]}
    assert STORY not in again and "theme/style.0a1b2c3d.css" not in again
    assert "tin/2024/07/moi/index.html" in after


def test_what_is_no_longer_needed_goes_with_the_release_after_next(portal, client):
    portal.write("theme/cu.11111111.js", "a()")
    portal.write("tin/x.pdf", b"%PDF")
    portal.published(*DEPLOY)
    (portal.site / "tin/x.pdf").unlink()
    portal.moved("- cũ: /tin/x.pdf\n  gỡ: Lỗi\n")
    portal.published(*DEPLOY)
    assert "tin/x.pdf" in keys(client), "pages of the last release may still be open"
    portal.page(STORIES[0], "<p>Mới</p>")
    portal.published(*DEPLOY)
    assert "tin/x.pdf" not in keys(client)


def test_rollback_brings_the_pages_of_before_back(portal, client):
    first = portal.published(*DEPLOY)
    old = (portal.site / STORY).read_bytes()
    portal.page(STORIES[0], "<p>Mới</p>")
    portal.published(*DEPLOY)
    said = portal.run("rollback", *DEPLOY)
    assert said.status == 0, said.err
    assert client.get_object(Bucket="cong", Key=f"xa/{STORY}")["Body"].read() == old
    assert f"{first}  14 trang ← đang được xem" in portal.run("releases", *DEPLOY).out


def test_old_addresses_lead_on(portal, client):
    portal.moved("- cũ: /cu/\n  mới: /tin/2024/06/bai-1/\n")
    portal.published(*DEPLOY)
    found = client.head_object(Bucket="cong", Key="xa/cu/index.html")
    assert found["WebsiteRedirectLocation"] == "/tin/2024/06/bai-1/"


def test_storage_that_refuses_keeps_what_was_and_tells_no_secret(portal, client, monkeypatch):
    first = portal.published(*DEPLOY)
    portal.page(STORIES[0], "<p>Mới</p>")
    said = portal.refused("--deploy", "s3://khong-co", "--check", "0")
    assert "s3://khong-co" in said and "Kho lưu trữ không nhận" in said
    assert portal.local.release_list().current == first
    log = (portal.local.folder / "publish.log").read_text()
    assert "bi-mat" not in log + said


def test_a_bucket_is_public_only_as_far_as_its_owner_says(portal, client, storage):
    """Objects take the rights of the bucket; we give none."""
    portal.published(*DEPLOY)
    grants = client.get_object_acl(Bucket="cong", Key="xa/index.html")["Grants"]
    assert all(grant["Grantee"]["Type"] == "CanonicalUser" for grant in grants)
    assert ask(storage)[0] in (200, 403, 404)


def test_what_is_withdrawn_leaves_at_once_with_its_files(portal, client, photo):
    address = STORIES[0]
    portal.write(f"{address[1:]}don.pdf", b"%PDF")
    portal.write("media/0123456789abcdef.jpg", photo)
    portal.published(*DEPLOY)
    for path in (f"{address[1:]}index.html", f"{address[1:]}don.pdf", "media/0123456789abcdef.jpg"):
        (portal.site / path).unlink()
    list_stories(portal, STORIES[1:])
    text = portal.folder / f"content{address}index.md"
    text.parent.mkdir(parents=True)
    text.write_text("---\nstatus: withdrawn\n---\n", "utf-8")
    portal.published(*DEPLOY)
    assert not [key for key in keys(client) if "don.pdf" in key or "0123456789abcdef" in key]
