"""Calls the gateway with the official Python SDK: SAE, which signs with ACS3, and Web+, with the legacy form.

    pip install alibabacloud_sae20190506 alibabacloud_webplus20190320
    cargo run -p alicloud-mock -- --addr 127.0.0.1:8080 &
    python crates/mock/tests/python_sdk.py 127.0.0.1:8080
"""

import sys

from alibabacloud_sae20190506 import client as sae, models as sae_models
from alibabacloud_tea_openapi.models import Config
from alibabacloud_webplus20190320 import client as webplus, models as webplus_models

RUNNING, ABORTED = 1, 6


def config(endpoint, secret="mock-access-key-secret"):
    return Config(
        access_key_id="mock-access-key-id",
        access_key_secret=secret,
        endpoint=endpoint,
        protocol="http",
    )


def code(call):
    """The error code that a call ends with."""
    try:
        answer = call()
    except Exception as error:
        return error.code
    raise AssertionError(f"no error, but {answer}")


def change_orders(client):
    def describe(order):
        return client.describe_change_order(sae_models.DescribeChangeOrderRequest(change_order_id=order))

    def abort(order):
        return client.abort_change_order(sae_models.AbortChangeOrderRequest(change_order_id=order))

    def roll_back(order):
        request = sae_models.AbortAndRollbackChangeOrderRequest(change_order_id=order)
        return client.abort_and_rollback_change_order(request)

    order = "76fa5c0-9ebb-4bb4-b383-1f885447b109"
    assert describe(order).body.data.status == RUNNING
    assert abort(order).body.success
    assert describe(order).body.data.status == ABORTED
    assert code(lambda: abort(order)) == "Application.ChangerOrder.Not.Running"
    assert roll_back("be2e1c76-682b-4897-98d3-1d8d6478****").body.success
    assert code(lambda: describe("another")) == "InvalidChangeOrder.NotFound"
    assert code(lambda: describe("")) == "InvalidParameter.NotEmpty"


def changes(client):
    def abort(change):
        return client.abort_change(webplus_models.AbortChangeRequest(change_id=change, region_id="cn-hangzhou"))

    change = "wc-5d3a963d5802611c4ddc****"
    assert abort(change).body.code == "OK"
    assert code(lambda: abort(change)) == "ChangeOnAborting"
    assert code(lambda: abort("another")) == "ResourceAuthFailed"


def wrong_secret(client):
    request = sae_models.DescribeChangeOrderRequest(change_order_id="any")
    assert code(lambda: client.describe_change_order(request)) == "SignatureDoesNotMatch"


if __name__ == "__main__":
    gateway = sys.argv[1]
    change_orders(sae.Client(config(gateway)))
    changes(webplus.Client(config(gateway)))
    wrong_secret(sae.Client(config(gateway, secret="wrong")))
    print("the official Python SDK gets its answers")
