a:
  incus.a:
    - name: {{ salt['cmd.run']("date 'x") }}
