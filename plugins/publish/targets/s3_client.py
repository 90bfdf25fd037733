"""The way into S3-compatible storage: keys and address, as the environment or the AWS files name them."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from plugins.core.mistakes import Mistake, MistakesFound
from plugins.publish.target import Bucket
from plugins.publish.targets.local import Local
from plugins.publish.targets.s3 import BucketPlace


@contextmanager
def open_bucket(bucket: Bucket, local: Local) -> Iterator[BucketPlace]:
    """The bucket, with the keys and the address that the environment or the AWS files name."""
    try:
        import boto3
        from botocore.config import Config
    except ImportError:
        raise MistakesFound(
            Mistake(
                str(bucket), "Chưa cài phần đăng lên kho S3. Hãy chạy make publish DEPLOY=s3://… để tự cài."
            )
        ) from None
    try:
        client = boto3.client(
            "s3",
            endpoint_url=os.environ.get("AWS_ENDPOINT_URL_S3") or os.environ.get("AWS_ENDPOINT_URL") or None,
            config=Config(
                retries={"max_attempts": 5, "mode": "standard"}, connect_timeout=15, read_timeout=60
            ),
        )
    except Exception as error:
        raise MistakesFound(Mistake(str(bucket), f"Chưa mở được kho lưu trữ ({error}).")) from None
    try:
        yield BucketPlace(client, bucket, local)
    finally:
        client.close()
