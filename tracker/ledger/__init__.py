"""The append-only record of every act: a Merkle tree, signed checkpoints, and their verification."""
