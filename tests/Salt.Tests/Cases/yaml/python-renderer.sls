#!py
def run(): return {}
