users-formula:
  use_vim_formula: true
  lookup: {root_group: root}
groups:
  deploy: {state: present, gid: 500, system: false, badusers: [root], addusers: []}
  old: {state: absent}
users:
  ## Minimal
  auser: {}
  ## Full
  buser:
    fullname: B User
    password: $6$w.............
    enforce_password: true
    empty_password: false
    system: false
    home: /custom/buser
    homedir_owner: buser
    createhome: true
    roomnumber: "A-1"
    workphone: (555) 555-5555
    homephone: (555) 555-5551
    manage_vimrc: false
    allow_gid_change: true
    expire: 16426
    sudouser: true
    sudo_rules:
      - ALL=(root) /usr/bin/find
      - ALL=(otheruser) NOPASSWD:/usr/bin/script.sh
    sudo_defaults:
      - '!requiretty'
    shell: /bin/bash
    remove_groups: false
    prime_group: {name: primarygroup, gid: 1501}
    groups: [users, deploy]
    optional_groups: [some_groups_that_might, not_exist_on_all_minions]
    ssh_key_type: rsa
    ssh_keys:
      privkey: PRIVATEKEY
      pubkey: PUBLICKEY
    ssh_auth:
      - PUBLICKEY one
      - PUBLICKEY 'two'
    ssh_config:
      all:
        hostname: "*"
        options: ["StrictHostKeyChecking no", "UserKnownHostsFile=/dev/null"]
      importanthost:
        hostname: needcheck.example.com
        options: [StrictHostKeyChecking yes]
    unique: true
  cuser:
    uid: 1007
    empty_password: yes
    password: null
    groups: [deploy]
    on: off
  duser: {shell: /bin/false, createhome: 'no', groups: []}
absent_users: [olduser, elduser]
