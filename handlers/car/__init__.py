"""The owner's cars: which they drive, number plate, mileage.

`taps` and `typed` are the two ways in; `form` holds the steps and what each asks; `choose`, `vin`,
`details` and `keep` say what a step's answer changes; `views` shows cars.
"""
