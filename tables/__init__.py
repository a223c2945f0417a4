"""The waist of Claimline: what the tables hold, how they are stored, and the queries over them."""
