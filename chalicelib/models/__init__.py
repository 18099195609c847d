from chalicelib.dynamodb import client as dynamodb_client

dynamodb_client.share()
