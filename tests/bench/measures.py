"""What is timed, and how: every measure is a whole process, run several times between the others."""
import os
import pathlib
import re
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).parent
NO_AVX512 = ("AVX512F AVX512CD AVX512_SKX AVX512_CLX AVX512_CNL AVX512_ICL AVX512_KNL AVX512_KNM")


class Measure:
    """A command and how often it is run.

    work: draws that its own clock covers, or None; what the process itself prints as
    "NAME=VALUE" words is kept by name, the seconds of the whole process as "process".
    """

    def __init__(self, name, command, rounds, work=None, folder=None, **environment):
        self.name, self.command, self.rounds, self.work = name, command, rounds, work
        self.folder, self.environment = folder, environment
        self.found = {}

    def run(self):
        start = time.perf_counter()
        done = subprocess.run([str(word) for word in self.command], capture_output=True, text=True,
                              cwd=self.folder, env={**os.environ, **self.environment})
        seconds = time.perf_counter() - start
        if done.returncode != 0:
            sys.exit(f"{self.name}: {' '.join(map(str, self.command))}\n{done.stderr[-2000:]}")
        self.found.setdefault("process", []).append(seconds)
        for name, value in re.findall(r"\b(wall|peak_mib)[= ]([\d.]+)", done.stdout):
            self.found.setdefault(name, []).append(float(value))

    def median(self, name):
        return statistics.median(self.found[name])

    def line(self):
        wall = self.found.get("wall", self.found["process"])
        text = f"{self.name:30} {len(wall):2} x {self.median('process'):9.4f} s process"
        if "wall" in self.found:
            text += f" {self.median('wall'):10.5f} s inside [{min(wall):.5f} .. {max(wall):.5f}]"
        if self.work and "wall" in self.found:
            text += f" {self.median('wall') / self.work * 1e9:10.1f} ns a draw"
        return text


def engine(programs, name, rounds, *words, command="run"):
    """The engine on the reference model; words NAME=VALUE as in bench.h."""
    options = {"programs": 108, "draws": 10000, "scenarios": 1}
    options.update((key, int(value)) for key, value in (word.split("=") for word in words)
                   if key in options)
    work = options["programs"] * options["draws"]
    return Measure(name, [programs.engine, command, *words], rounds, work)


def of_engine(programs, rounds, sets):
    few = min(rounds, 5)
    large = "draws=10000000"
    ours = [engine(programs, "engine-linear-1t", rounds, "threads=1"),
            engine(programs, "engine-linear-2t", rounds, "threads=2"),
            engine(programs, "engine-dcox-1t", rounds, "model=dcox", "threads=1"),
            engine(programs, "engine-dcox-2t", rounds, "model=dcox", "threads=2"),
            engine(programs, "engine-linear-everything-1t", rounds, "threads=1", "bare=0"),
            engine(programs, "engine-dcox-everything-1t", rounds, "model=dcox", "threads=1", "bare=0"),
            engine(programs, "uniforms-1t", rounds, command="uniforms"),
            engine(programs, "engine-five-scenarios-1t", rounds, "threads=1", "scenarios=5"),
            engine(programs, "engine-1x10k-1t", rounds, "programs=1", "threads=1", "repeat=25"),
            engine(programs, "engine-10x10k-1t", rounds, "programs=10", "threads=1", "repeat=5"),
            engine(programs, "engine-1000x10k-1t", few, "programs=1000", "threads=1"),
            engine(programs, "engine-1x10m-1t", few, "programs=1", large, "threads=1"),
            engine(programs, "engine-1x10m-2t", few, "programs=1", large, "threads=2"),
            engine(programs, "engine-108x1m-2t", min(rounds, 3), "draws=1000000", "threads=2")]
    for name in sets:
        ours += [engine(programs, f"engine-{model}-{name}-1t", few, f"model={model}", "threads=1",
                        f"lanes={name}") for model in ("linear", "dcox")]
    return ours


def of_peers(programs, rounds, python, mc2d):
    """NumPy keeps to one thread where it could use more: the matrix products."""
    peer = HERE / "peers"
    all_draws = 108 * 10000
    few = min(rounds, 5)
    three = min(rounds, 3)
    one = {"OPENBLAS_NUM_THREADS": "1"}
    narrow = {**one, "NPY_DISABLE_CPU_FEATURES": NO_AVX512}
    peers = [
        Measure("numpy-naive", [python, peer / "peer.py", 10000, 108, "naive"], rounds, all_draws, **one),
        Measure("numpy-gemm", [python, peer / "peer.py", 10000, 108, "gemm"], rounds, all_draws, **one),
        Measure("numpy-logit", [python, peer / "peer.py", 10000, 108, "logit"], rounds, all_draws, **one),
        Measure("numpy-naive-no-avx512", [python, peer / "peer.py", 10000, 108, "naive"], three,
                all_draws, **narrow),
        Measure("numpy-logit-no-avx512", [python, peer / "peer.py", 10000, 108, "logit"], three,
                all_draws, **narrow),
        Measure("r-naive", ["Rscript", peer / "peer.R", 10000, 108, "naive"], few, all_draws),
        Measure("gsl-typical", [programs.gsl, 10000, 108, "typical"], rounds, all_draws),
        Measure("gsl-typical-avx2", [programs.gsl_avx2, 10000, 108, "typical"], three, all_draws),
        Measure("gsl-naive", [programs.gsl, 10000, 12, "naive"], three, 12 * 10000)]
    if mc2d:
        peers.append(Measure("mc2d", ["Rscript", peer / "mc2d_peer.R", 10000, 4], three, 4 * 10000))
    return peers


def of_registry(programs, rounds, python, root, plans, scenarios):
    """Everything that is stored, on both sides; two threads for both where it says 2t."""
    interpreter = [python, HERE / "numpy_interpreter.py", plans, 10000]
    found = [Measure(f"registry-engine-{threads}t",
                     [programs.registry, "run", "bare=0", f"threads={threads}"], rounds, folder=root)
             for threads in (1, 2)]
    found += [Measure(f"registry-numpy-{threads}t", interpreter, rounds,
                      OPENBLAS_NUM_THREADS=str(threads)) for threads in (1, 2)]
    found.append(Measure("registry-bca-run", [programs.bca, "run", "--format=csv"], rounds,
                         folder=root))
    if scenarios:
        found.append(Measure("registry-five-scenarios", [programs.bca, "compare", "base", *scenarios],
                             rounds, folder=root))
    return found


def interleave(measures):
    """Run every measure its number of times, in turn."""
    for i in range(max(measure.rounds for measure in measures)):
        for measure in measures:
            if i < measure.rounds:
                measure.run()
    return {measure.name: measure for measure in measures}
