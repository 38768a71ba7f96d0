a:
  incus.a:
    - name: x{{ salt['cmd.run']('date +%Y%m%d | tr -d 0', python_shell=True) }}
    - other: x{{ salt['cmd.shell']('date +%Y%m%d | tr -d 0') }}
    - quoted: x{{ salt['cmd.run'](['date', '+%Y%m%d']) }}
