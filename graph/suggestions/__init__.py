"""What would close a finding: candidates made from what its rule reads, each one tried."""
