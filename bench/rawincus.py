"""The least that a client can do: prepared bytes over a unix socket. The yardstick that Brine is held against."""

import json
import socket
import threading
import time


class Raw:
    """One keep-alive connection. Not a general HTTP client: just what incusd answers."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.connect(path)
        self.answers = self.socket.makefile("rb", buffering=1 << 18)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.answers.close()
        self.socket.close()

    def receive(self, method, url, body=None):
        """The bytes of the answer, read and not understood."""
        data = b"" if body is None else json.dumps(body).encode()
        self.socket.sendall(
            f"{method} {url} HTTP/1.1\r\nHost: i\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data)
        length = self._head()
        return self._chunks() if length is None else self.answers.read(length)

    def ask(self, method, url, body=None):
        return json.loads(self.receive(method, url, body))

    def change(self, method, url, body=None):
        """A request and, if it started an operation, its end. Raises when either failed."""
        answer = self.ask(method, url, body)
        if answer["type"] == "async":
            answer = self.ask("GET", answer["operation"] + "/wait")
        failed = answer["type"] == "error" or (answer.get("metadata") or {}).get("err")
        if failed:
            raise RuntimeError(f"{method} {url}: {answer.get('error') or failed}")
        return answer

    def _line(self):
        line = self.answers.readline()
        if not line:
            raise ConnectionError("the server closed the connection")
        return line.rstrip(b"\r\n")

    def _head(self):
        length = None
        self._line()
        while line := self._line():
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        return length

    def _chunks(self):
        chunks = []
        while size := int(self._line(), 16):
            chunks.append(self.answers.read(size))
            self._line()
        self._line()
        return b"".join(chunks)


def side_by_side(path, tasks, parallelism):
    """Runs each task (a function of one connection), so many at once; gives the seconds that all took."""
    left = list(reversed(tasks))
    gate = threading.Lock()
    failures = []

    def work():
        connection = Raw(path)
        try:
            while True:
                with gate:
                    if not left:
                        return
                    task = left.pop()
                task(connection)
        except Exception as error:  # told by the main thread
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(parallelism)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    seconds = time.perf_counter() - start
    if failures:
        raise failures[0]
    return seconds


class Counter(threading.Thread):
    """Stands between a client and the server, passes everything on, and counts the requests."""

    def __init__(self, path, server):
        super().__init__(daemon=True)
        self.server, self.lines, self.gate = server, [], threading.Lock()
        self.listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.listener.bind(path)
        self.listener.listen(64)

    def run(self):
        while True:
            client, _ = self.listener.accept()
            upstream = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            upstream.connect(self.server)
            threading.Thread(target=self._pass, args=(client, upstream, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(upstream, client, False), daemon=True).start()

    def _pass(self, source, target, counted):
        try:
            while data := source.recv(1 << 16):
                # A client that waits for each answer sends a request at the beginning of a chunk.
                if counted and data.split(b" ", 1)[0] in (b"GET", b"POST", b"PUT", b"PATCH", b"DELETE"):
                    with self.gate:
                        self.lines.append(data.split(b"\r\n", 1)[0].decode().rsplit(" ", 1)[0])
                target.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, target):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass


class Events(threading.Thread):
    """Operations as the server tells of them, each with the times at which it began and ended."""

    def __init__(self, path):
        super().__init__(daemon=True)
        self.began, self.ended = {}, {}
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.socket.sendall(b"GET /1.0/events?type=operation HTTP/1.1\r\nHost: incus\r\nConnection: Upgrade\r\n"
                            b"Upgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                            b"Sec-WebSocket-Key: YnJpbmViZW5jaGJyaW5lYg==\r\n\r\n")
        self.file = self.socket.makefile("rb")
        while self.file.readline() not in (b"\r\n", b""):
            pass

    def run(self):
        while head := self.file.read(2):
            size = head[1] & 127
            if size > 125:
                size = int.from_bytes(self.file.read(2 if size == 126 else 8), "big")
            body = self.file.read(size)
            if head[0] & 15 != 1:
                continue
            told = json.loads(body)
            operation, at = told["metadata"], time.perf_counter()
            key = operation["id"], operation["description"]
            if operation["status"] in ("Pending", "Running"):
                self.began.setdefault(key, at)
            else:
                self.ended[key] = at

    def seconds(self, description):
        return [self.ended[key] - at for key, at in self.began.items() if key[1] == description and key in self.ended]

    def close(self):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.join()
