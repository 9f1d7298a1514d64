"""Code that another thread interrupts between two of its steps, at the same place each time."""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def interrupted(function: Callable[[], Any], step: int, other: Callable[[], Any]) -> tuple[Any, bool]:
    """What `function` returns if `other` runs just before this step of its own bytecode, and whether it has
    so many steps.
    """
    done = 0

    def trace(frame: FrameType, event: str, _arg: Any):
        nonlocal done
        if frame.f_code is not function.__code__:
            return None
        frame.f_trace_opcodes = True
        if event == "opcode":
            done += 1
            if done == step:
                other()
        return trace

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        return function(), done >= step
    finally:
        sys.settrace(before)
