"""What people want to know: how-to sheets, technical words explained, words made plainer."""
