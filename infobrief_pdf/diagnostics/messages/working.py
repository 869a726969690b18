"""Work that was ended before it was done, and clusters that work elsewhere."""

from typing import Final

from infobrief_pdf.diagnostics.messages.message import Message

_MORE_TIME: Final = (
    "If it is right as it is, allow more time: set INFOBRIEF_TIME_LIMIT to more seconds, or use --jobs 1."
)
_MORE_MEMORY: Final = "If it is right as it is, allow more memory: set INFOBRIEF_MEMORY_LIMIT to more megabytes, or use --jobs 1."

MESSAGES: Final = {
    "slow-reading": Message("It took longer than {seconds} s to read this issue.", _MORE_TIME),
    "slow-layout": Message(
        "It took longer than {seconds} s to lay out the pages of this issue; its longest text stands here, with "
        "{characters} characters.",
        _MORE_TIME,
    ),
    "slow-layout-table": Message(
        "It took longer than {seconds} s to lay out the pages of this issue; the table in “{title}” has "
        "{columns} columns and {rows} rows.",
        "Divide the table into several smaller ones, or give it to readers as a file of its own.",
    ),
    "slow-painting": Message(
        "It took longer than {seconds} s to write the pages of this issue; its longest text stands here, with "
        "{characters} characters.",
        _MORE_TIME,
    ),
    "slow-painting-table": Message(
        "It took longer than {seconds} s to write the pages of this issue; the table in “{title}” has "
        "{columns} columns and {rows} rows.",
        "Divide the table into several smaller ones, or give it to readers as a file of its own.",
    ),
    "memory-exhausted": Message(
        "This issue needs more than {limit} MB of memory; its longest text stands here, with {characters} "
        "characters.",
        _MORE_MEMORY,
    ),
    "memory-exhausted-table": Message(
        "This issue needs more than {limit} MB of memory; the table in “{title}” has {columns} columns and "
        "{rows} rows.",
        "Divide the table into several smaller ones, or give it to readers as a file of its own.",
    ),
    "worker-crashed": Message(
        "The process that was setting this issue ended all of a sudden ({how}).",
        "Build this issue alone. If that fails, too, please report it with the file.",
    ),
    "limit-malformed": Message(
        "The variable {name} of the environment is “{value}”, which is no number above 0.",
        "Remove it, or set it to a number.",
    ),
    "cluster-missing": Message(
        "Working on a cluster needs the package `distributed`, which is not installed.",
        'Install it: pip install "infobrief-pdf[cluster]"',
    ),
    "cluster-address": Message(
        "“{address}” is not the address of a cluster.",
        "Write it like this: dask://scheduler.example.org:8786",
    ),
    "cluster-unreachable": Message(
        "Nobody answers at {address}: {cause}.",
        "Check the address, and whether the scheduler of the cluster is running.",
    ),
    "cluster-idle": Message(
        "The cluster at {address} has no worker.",
        "Start workers on it: dask worker HOST:PORT",
    ),
    "cluster-differs": Message(
        "On the cluster, {part} is another version than here, so its pages might differ.",
        "Install the same versions of everything on all machines, as constraints.txt lists them.",
    ),
}
