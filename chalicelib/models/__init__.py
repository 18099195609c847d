from chalicelib.models import connection

connection.share()
