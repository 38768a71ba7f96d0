a:
  incus.a:
    - name: x{{ salt['cmd.run']('hostname', runas='root') }}
