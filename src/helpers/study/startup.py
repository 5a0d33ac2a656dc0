"""What each kernel does first that `make lab` starts: a cell run before the set-up cell says so, in a sentence.

IPython runs this file as $PYTHONSTARTUP among the names of the notebook, so that it leaves none of its own there. It
loads nothing before it is needed.
"""


def _khitab():
    from IPython import get_ipython

    def say(shell, kind, error, traceback, tb_offset=None):
        from helpers.study import notebook

        notebook.tell_of_name(shell, kind, error, traceback, tb_offset)

    shell = get_ipython()
    if shell is not None:
        shell.set_custom_exc((NameError,), say)


_khitab()
del _khitab
