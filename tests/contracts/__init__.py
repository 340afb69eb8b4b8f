"""What every implementation of a port must do: the fakes and storage are held to it alike."""
