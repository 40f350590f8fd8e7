"""What our work costs beside a bare equivalent, written by hand, against the same database in the same run."""
