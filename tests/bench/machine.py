"""What a benchmark ran on, and when, in lines of text."""
import datetime
import os
import re
import subprocess


def first_line(*command):
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        return f"{command[0]}: not installed"
    lines = (done.stdout + done.stderr).splitlines()
    return lines[0] if done.returncode == 0 and lines else f"{command[0]}: not installed"


def processor():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        found = dict(re.findall(r"^([\w ]+?)\s*: (.*)$", file.read().split("\n\n")[0], re.M))
    return (f"{found.get('model name', 'unknown')} (family {found.get('cpu family')} model "
            f"{found.get('model')}), {os.cpu_count()} cores")


def memory():
    with open("/proc/meminfo", encoding="utf-8") as file:
        return f"{int(file.readline().split()[1]) / 1024 ** 2:.0f} GiB of memory"


def describe(python):
    """Lines; python: the interpreter that runs the peers."""
    numpy = "import numpy, platform; print('Python', platform.python_version(), 'NumPy', numpy.__version__)"
    return [f"date      {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%d %H:%M} UTC",
            f"processor {processor()}",
            f"memory    {memory()}",
            f"system    {first_line('uname', '-sr')}, {first_line('getconf', 'GNU_LIBC_VERSION')}",
            f"compiler  {first_line('gcc', '--version')}",
            f"GSL       {first_line('gsl-config', '--version')}",
            f"peers     {first_line(python, '-c', numpy)}; {first_line('Rscript', '--version')}",
            f"load      {os.getloadavg()[0]:.2f} at the start"]
