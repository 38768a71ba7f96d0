web:
  incus.a:
    - all: "{{ sls }} {{ slspath }} {{ tpldir }} {{ tplfile }} {{ tpldot }} {{ slsdotpath }} {{ saltenv }}"
