{% from "lib/a.jinja" import m %}{{ m() }}
{% from tpldir ~ "/mid.txt" import nothing %}{{ nothing is defined }}
