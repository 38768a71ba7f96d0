a:
  incus.a:
    - name: {{ salt['cmd.run']('no-such-program --now') }}
