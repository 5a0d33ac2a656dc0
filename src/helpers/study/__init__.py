"""Settings, outputs, runner, report and command line."""
