"""An application's back end, as far as a restore drill can tell.

GET /health  200 when the database answers a query and the uploads can be listed, else 503 and why
GET /counts  the rows of every table and the number of uploaded files, as JSON
GET /api/repositories  how many there are, as an application with that table would say it
"""

import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

TABLES = """
SELECT table_schema, table_name FROM information_schema.tables
WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
ORDER BY 1, 2
"""


def query_each(work):
    """Runs work with a cursor of a fresh connection, so that a replaced database is noticed."""
    connection = psycopg2.connect(os.environ["DATABASE_URL"], connect_timeout=2)
    try:
        with connection.cursor() as cursor:
            return work(cursor)
    finally:
        connection.close()


def answers(cursor):
    cursor.execute("SELECT 1")
    return cursor.fetchone() == (1,)


def rows_by_table(cursor):
    cursor.execute(TABLES)
    counts = {}
    for schema, table in cursor.fetchall():
        cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(schema, table)))
        counts[f"{schema}.{table}"] = cursor.fetchone()[0]
    return counts


def uploaded_files():
    """Counts files; os.walk alone would take an unreadable directory for an empty one."""

    def fail(error):
        raise error

    return sum(len(files) for _, _, files in os.walk(os.environ["UPLOADS_DIR"], onerror=fail))


def health():
    query_each(answers)
    uploaded_files()
    return {"status": "ok"}


def repositories():
    return {"total": query_each(rows_by_table)["public.repositories"]}


def counts():
    return {"tables": query_each(rows_by_table), "uploads": uploaded_files()}


class Handler(BaseHTTPRequestHandler):
    routes = {"/health": health, "/counts": counts, "/api/repositories": repositories}

    def do_GET(self):
        route = self.routes.get(urlsplit(self.path).path)
        if route is None:
            self.answer(404, {"error": "not found"})
            return
        try:
            self.answer(200, route())
        except KeyError as missing:
            self.answer(503, {"status": "unhealthy", "error": f"{missing.args[0]} is not set"})
        except (psycopg2.Error, OSError) as error:
            self.answer(503, {"status": "unhealthy", "error": str(error).strip()})

    def answer(self, status, body):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


if __name__ == "__main__":
    # As process 1 there is no default action for SIGTERM: without this a stop takes ten seconds.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    server = ThreadingHTTPServer(("0.0.0.0", 8000), Handler)
    server.daemon_threads = True
    server.serve_forever()
